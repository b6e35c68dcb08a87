import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../../runtime/src/sqlite.ts';
import { createTemporaryProject, ROOT, type TemporaryProject, TSPC } from '../e2e/temporary-project.ts';
import { type RedisCluster, startRedisCluster } from '../servers/redis-cluster.ts';
import { LEAVES_REDIS_OUT, type RedisServer, startRedisServer } from '../servers/redis-server.ts';
import { tellLeftOut } from '../servers/tell-left-out.ts';
import { startWorker } from './harness/worker-process.ts';
import type { SharedStore } from './process-service/src/worker.ts';

const SERVICE = join(ROOT, 'test/parity/process-service');

const started: { project?: TemporaryProject; redis?: RedisServer; cluster?: RedisCluster } = {};

/** The folder of the service as tspc built it. */
function builtFolder(): string {
  if (started.project === undefined) throw new Error('the service is built before the cases');
  return started.project.folder;
}

beforeAll(() => {
  const files = globSync(['*.json', 'src/*.ts'], { cwd: SERVICE });
  const project = createTemporaryProject(
    Object.fromEntries(files.map((path) => [path, readFileSync(join(SERVICE, path), 'utf8')])),
  );
  started.project = project;
  project.link('holdfast', 'runtime');
  project.link('@holdfast/transformer', 'transformer');
  project.link('@types/node', 'node_modules/@types/node');
  expect(project.run('node', TSPC, '-p', '.')).toEqual({ exitCode: 0, out: '', error: '' });
});

afterAll(async () => {
  started.project?.remove();
  await started.redis?.stop();
  await started.cluster?.stop();
});

/** A file that does not exist, in a folder that is removed when the case ends. */
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-parity-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'cache.db');
}

async function onRedis(): Promise<SharedStore> {
  started.redis = await startRedisServer();
  return { kind: 'redis', url: started.redis.url };
}

async function onCluster(): Promise<SharedStore> {
  started.cluster = await startRedisCluster();
  return { kind: 'redis-cluster', addresses: started.cluster.addresses };
}

/** Memory and an exclusive file belong to one process each. */
const SHARED: readonly { readonly name: string; readonly open: () => Promise<SharedStore> }[] = [
  { name: 'sqlite', open: async () => ({ kind: 'sqlite', file: newFile() }) },
  { name: 'keyv', open: async () => ({ kind: 'keyv', file: newFile() }) },
  ...(LEAVES_REDIS_OUT ? [] : [{ name: 'redis', open: onRedis }]),
  ...(LEAVES_REDIS_OUT ? [] : [{ name: 'redis-cluster', open: onCluster }]),
];

tellLeftOut('on one sqlite', 2);

describe.each(SHARED)('processes on one $name', ({ open }) => {
  it('X-17: a process that never called a function ends its entry for the one that did', async () => {
    const shared = await open();
    const [a, b] = [await startWorker(builtFolder(), shared), await startWorker(builtFolder(), shared)];
    const run = await a.tell({ do: 'find until served', id: 1 });
    expect(await a.tell({ do: 'find', id: 1 })).toBe(run);
    expect(await b.tell({ do: 'invalidate', id: 1 })).toBe(true);
    expect(await a.tell({ do: 'find', id: 1 })).toBe(Number(run) + 1);
    expect(await b.tell({ do: 'invalidate', id: 2 })).toBe(false);
  });
});

describe('processes on one file', () => {
  it('X-29: neither finds it locked where both write 1,000 results, and a name of a table is only a name', async () => {
    const shared: SharedStore = { kind: 'sqlite', file: newFile() };
    const [a, b] = [await startWorker(builtFolder(), shared), await startWorker(builtFolder(), shared)];
    const written = [a.tell({ do: 'square', first: 0, last: 1000 }), b.tell({ do: 'square', first: 1000, last: 2000 })];
    expect(await Promise.all(written)).toEqual([1000, 1000]);
    expect([await a.tell({ do: 'tell failures' }), await b.tell({ do: 'tell failures' })]).toEqual([[], []]);
    const read = [a.tell({ do: 'square', first: 1000, last: 2000 }), b.tell({ do: 'square', first: 0, last: 1000 })];
    expect(await Promise.all(read)).toEqual([0, 0]);
    expect(() => sqliteStore(shared.file, { table: 'x; drop table y' })).toThrow(
      /^HF2001 configuration: table .*x; drop table y/,
    );
  });
});
