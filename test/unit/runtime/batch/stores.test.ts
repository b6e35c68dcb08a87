import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import { expect, it, onTestFinished } from 'vitest';
import { keyvStore } from '../../../../runtime/src/keyv.ts';
import { sqliteStore } from '../../../../runtime/src/sqlite.ts';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import type { StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { freshRuntime } from '../compiled-function.ts';
import { tellBatchStory } from './batch-story.ts';
import { compileBatch } from './compile-batch.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-batch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'cache.db');
}

const STORES: readonly (readonly [name: string, open: () => StoreDefinition])[] = [
  ['memory', () => memoryStore()],
  ['SQLite in a file', () => sqliteStore(temporaryFile())],
  ['SQLite of one process', () => sqliteStore(temporaryFile(), { exclusive: true })],
  ['a Keyv', () => keyvStore(new Keyv())],
];

it.each(STORES)('a batch lives in %s', async (_name, open) => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: open() });
  onTestFinished(() => runtime.dispose());
  await tellBatchStory(runtime);
});

it.each(STORES)('a batch of 5,000 items lives in %s', async (_name, open) => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: open() });
  onTestFinished(() => runtime.dispose());
  const asked: number[] = [];
  const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
    asked.push(ids.length);
    return ids.map((id) => ({ id }));
  });
  const items = Array.from({ length: 5000 }, (_, i) => i);
  const rows = items.map((id) => ({ id }));
  expect([await load(items), await load(items), await load([...items, 5000])]).toEqual([
    rows,
    rows,
    [...rows, { id: 5000 }],
  ]);
  expect(asked).toEqual([5000, 1]);
});

it('a synchronous batch lives in SQLite', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: sqliteStore(temporaryFile()) });
  onTestFinished(() => runtime.dispose());
  const asked: unknown[] = [];
  const load = compileBatch(
    runtime,
    'load',
    { parameters: ['ids'], spec: { calls: 'sync' } },
    (ids: readonly number[]) => {
      asked.push(ids);
      return ids.map((id) => id * 2);
    },
  );
  expect([load([1, 2]), load([2, 3, 1])]).toEqual([
    [2, 4],
    [4, 6, 2],
  ]);
  expect(asked).toEqual([[1, 2], [3]]);
});
