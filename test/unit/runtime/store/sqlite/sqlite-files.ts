import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sealBytes } from '../../../../../runtime/src/codec/seal-bytes.ts';
import type { Stamp } from '../../../../../runtime/src/stamp/stamp.ts';
import type { Store, WriteRequest } from '../../../../../runtime/src/store/port.ts';
import { openStore, type StoreOptions } from '../../../../../runtime/src/store/sqlite/open-store.ts';

/** Where a test's file stands: in a folder of its own, removed when the test ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sqlite-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a store that is closed when the test ends; what is left out is as `sqliteStore` has it, with a short wait. */
export function openFor(options: Partial<StoreOptions> & Pick<StoreOptions, 'file'>): Store {
  const store = openStore({
    table: 'holdfast_hf',
    exclusive: false,
    maxBytes: 1024 ** 3,
    busyTimeout: 50,
    sealing: sealBytes(),
    now: () => 1_000_000,
    ...options,
  });
  onTestFinished(async () => store.dispose());
  return store;
}

/** A store over a new file. */
export function openNew(options: Partial<StoreOptions> = {}): Store {
  return openFor({ file: join(makeFolder(), 'cache.db'), ...options });
}

/** A write of `key` as its own value, as a function `f` without tags would send it. */
export function entry(key: string, stamp: Stamp, more: Partial<WriteRequest> = {}): WriteRequest {
  const value = { codec: 'data', payload: JSON.stringify(key) };
  return { key, value, stamp, dependencies: ['*', 'f:app:f'], ttl: 1000, owner: 'f:app:f', ...more };
}

/** The stamp for a computation that begins now. */
export async function present(store: Store): Promise<Stamp> {
  const [reading] = await store.read([{ key: 'any', dependencies: [] }]);
  if (reading === undefined) throw new Error('one reading for one key');
  return reading.stamp;
}

/** The payload that a hit finds for each key. */
export function served(store: Store, ...keys: readonly string[]): unknown[] {
  return keys.map((key) => {
    const value = store.hit?.(key)?.value;
    return value === undefined ? undefined : Reflect.get(Object(value), 'payload');
  });
}
