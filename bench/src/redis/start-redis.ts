import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis-6';

/** A server of the row's own, on a free port of this machine; it ends with the process. */
export interface BenchRedis {
  readonly port: number;
  /** `redis://127.0.0.1:40123` */
  readonly url: string;
  readonly pid: number;
  /** The connection of code by hand. */
  readonly client: Redis;
}

/**
 * Starts a server on one core while this process is on another; the variable REDIS_SERVER may name the program.
 *
 * @throws Error where it does not start.
 */
export async function startRedis(): Promise<BenchRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const port = await findPort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn(process.env.REDIS_SERVER ?? 'redis-server', args, { stdio: 'ignore' });
  await once(server, 'spawn');
  process.on('exit', () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const pid = server.pid ?? 0;
  if (cpus().length > 1) {
    pin(pid, 0);
    pin(process.pid, 1);
  }
  const url = `redis://127.0.0.1:${port}`;
  return { port, url, pid, client: await connect(url) };
}

/** Milliseconds between two tries, and until there is none: on a busy machine a server takes a second to listen. */
const RETRY = 20;
const LONGEST_START = 10_000;

/** Until the server listens. */
async function connect(url: string): Promise<Redis> {
  const client = new Redis(url, { retryStrategy: () => RETRY, maxRetriesPerRequest: LONGEST_START / RETRY });
  const failed = (error: Error): void => {
    // Said by the row if it never listens: then ping rejects.
    void error;
  };
  client.on('error', failed);
  await client.ping();
  return client;
}

/** Where there is no `taskset`, the rows only scatter more. */
function pin(pid: number, core: number): void {
  try {
    execFileSync('taskset', ['-cp', String(core), String(pid)], { stdio: 'ignore' });
  } catch (error) {
    console.error(`not pinned to a core: ${String(error)}`);
  }
}

async function findPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return address.port;
}
