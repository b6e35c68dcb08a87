import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { Redis } from 'ioredis';
import type { Contestant } from '../row.ts';
import { loadUser, type User } from './sqlite-by-hand.ts';

/** Ids of a row: more than one batch has. */
export const IDS: readonly number[] = Array.from({ length: 1024 }, (_, i) => i);

interface Bench {
  readonly url: string;
  readonly redis: Redis;
}

const bench: { started?: Promise<Bench> } = {};

/** A server of the benchmark's own, on one core while this process is on another; the cache in it is empty. */
export async function setUpRedis(): Promise<void> {
  bench.started ??= start();
  const { url, redis } = await bench.started;
  await redis.flushdb();
  await configure({ store: redisStore(url), replace: true });
}

/** How a person would cache this one function in Redis: no bound, no invalidation. */
export function byHandInRedis(concurrency: number): Contestant {
  let runs = 0;
  const find = async (redis: Redis, id: number): Promise<User> => {
    const key = `user:${id}`;
    const text = await redis.get(key);
    if (text !== null) return JSON.parse(text);
    runs++;
    const user = loadUser(id);
    await redis.set(key, JSON.stringify(user), 'PX', 600_000);
    return user;
  };
  const call = async (first: number): Promise<unknown> => {
    const redis = await client();
    return Promise.all(idsFrom(first, concurrency).map((id) => find(redis, id)));
  };
  return { name: 'by hand', call, countRuns: () => runs };
}

/** The ids of one batch. */
export function idsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => (first + i) % IDS.length);
}

async function client(): Promise<Redis> {
  if (bench.started === undefined) throw new Error('the row is measured after it was set up');
  return (await bench.started).redis;
}

async function start(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const port = await findPort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn(process.env.REDIS_SERVER ?? 'redis-server', args, { stdio: 'ignore' });
  process.on('exit', () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  pin(server.pid, 0);
  pin(process.pid, 1);
  const url = `redis://127.0.0.1:${port}`;
  const redis = new Redis(url, { retryStrategy: () => 20 });
  // Until the server listens.
  redis.on('error', () => undefined);
  await redis.ping();
  // Neither server nor connection keeps the process there when the table is printed.
  server.unref();
  process.on('beforeExit', () => redis.disconnect());
  return { url, redis };
}

/** Where there is no `taskset`, the rows only scatter more. */
function pin(pid: number | undefined, core: number): void {
  try {
    execFileSync('taskset', ['-cp', String(core), String(pid)], { stdio: 'ignore' });
  } catch (error) {
    console.error(`not pinned to a core: ${String(error)}`);
  }
}

function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
