import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, expect, onTestFinished } from 'vitest';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { findPort } from '../../../../servers/find-port.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';
import { namesOf, openStore } from './use-redis.ts';

/** A server that takes TLS, with a certificate of its own, and a Unix socket besides. */
interface Transports {
  readonly server: RedisServer;
  readonly folder: string;
  readonly tlsPort: number;
  readonly socket: string;
  /** The certificate, which is its own authority. */
  readonly certificate: string;
}

const started: { transports?: Transports } = {};

function transports(): Transports {
  if (started.transports === undefined) throw new Error('there is a server only while cases run');
  return started.transports;
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
  const [key, certificate, socket] = ['key.pem', 'certificate.pem', 'redis.sock'].map((name) => join(folder, name));
  if (key === undefined || certificate === undefined || socket === undefined) throw new Error('there are three names');
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'ignore' });
  const tlsPort = await findPort();
  const tls = ['--tls-port', String(tlsPort), '--tls-cert-file', certificate, '--tls-key-file', key];
  const authority = ['--tls-ca-cert-file', certificate, '--tls-auth-clients', 'no'];
  const server = await startRedisServer(...tls, ...authority, '--unixsocket', socket);
  started.transports = { server, folder, tlsPort, socket, certificate: readFileSync(certificate, 'utf8') };
});

afterAll(async () => {
  await started.transports?.server.stop();
  if (started.transports !== undefined) rmSync(started.transports.folder, { recursive: true, force: true });
});

/** Stores an entry through the store and serves it. */
async function useStore(definition: ReturnType<typeof redisStore>): Promise<void> {
  const client = await openStore({ definition, prefix: 'hf' });
  await client.put('a', { value: 1 });
  expect([client.store.promise, await client.get('a')]).toEqual(['strict', { value: 1 }]);
}

/** Names in a database of the server, asked for in the clear; the database is empty afterwards. */
async function takeNames(db: number): Promise<number> {
  const behind = new Redis(transports().server.url, { db });
  onTestFinished(() => behind.disconnect());
  const names = await namesOf(behind, 'hf');
  await behind.flushdb();
  return names.length;
}

describe('TLS', () => {
  it('is used where the URL says rediss://, with the authority, the user and the database that are given', async () => {
    const { tlsPort, certificate, server } = transports();
    const behind = new Redis(server.url);
    onTestFinished(() => behind.disconnect());
    await behind.call('ACL', 'SETUSER', 'ada', 'on', '>secret', '~hf:*', '+@all');
    await useStore(redisStore(`rediss://ada:secret@localhost:${tlsPort}/3`, { client: { tls: { ca: certificate } } }));
    expect([await takeNames(3), await takeNames(0)]).toEqual([expect.any(Number), 0]);
    expect(await behind.call('ACL', 'LOG')).toEqual([]);
  });

  it('is used with options of ioredis, and with a client that has it', async () => {
    const { tlsPort, certificate } = transports();
    const options = { host: 'localhost', port: tlsPort, db: 4, tls: { ca: certificate } };
    await useStore(redisStore(options));
    expect(await takeNames(4)).toBeGreaterThan(0);
    const given = new Redis({ ...options, lazyConnect: true });
    await useStore(redisStore(given));
    expect(await takeNames(4)).toBeGreaterThan(0);
    expect(given.status).toBe('wait');
  });

  it('refuses a server that nobody vouches for', async () => {
    const definition = redisStore(`rediss://localhost:${transports().tlsPort}`);
    await expect(openStore({ definition, prefix: 'hf' })).rejects.toThrow(/self-signed certificate/);
  });
});

it('a Unix socket is connected to, by its path and by the option, with the database that is given', async () => {
  const { socket } = transports();
  await useStore(redisStore(socket, { client: { db: 5 } }));
  expect(await takeNames(5)).toBeGreaterThan(0);
  await useStore(redisStore({ path: socket, db: 6 }));
  expect(await takeNames(6)).toBeGreaterThan(0);
});
