import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { memoryStore, type Store, type StoreDefinition } from 'holdfast';
import { Keyv } from 'keyv-6';
import { onTestFinished } from 'vitest';
import { keyvStore } from '../../../runtime/src/keyv.ts';
import { sqliteStore } from '../../../runtime/src/sqlite.ts';
import { LEAVES_REDIS_OUT } from '../../servers/redis-server.ts';
import { tellLeftOut } from '../../servers/tell-left-out.ts';
import { passTime } from './pass-time.ts';
import { defineRedisCluster } from './redis-cluster-parity-store.ts';
import { defineRedis } from './redis-parity-store.ts';

/** A definition whose opened store can be looked into from behind. */
export interface ParityDefinition extends StoreDefinition {
  /** Bytes of what is kept for a dependency, names included, beside the entries; absent: nobody can look. */
  readonly bytesOf?: (dependency: string) => Promise<number>;
}

/** A store that every runtime case runs on. */
export interface ParityStore {
  readonly name: string;
  /** An empty store that is not open yet. Called for each case. */
  readonly define: () => ParityDefinition;
  /** It counts the entries of functions with a `maxSize` only. */
  readonly countsBounded?: true;
}

/** One line for each store; a new one joins all runtime cases here. */
export const PARITY_STORES: readonly ParityStore[] = [
  { name: 'memory', define: () => memoryStore() },
  { name: 'sqlite', define: defineSqlite },
  { name: 'sqlite, exclusive', define: () => sqliteStore(newFile(), { exclusive: true }) },
  { name: 'keyv', define: defineKeyv, countsBounded: true },
  ...(LEAVES_REDIS_OUT ? [] : [{ name: 'redis', define: defineRedis, countsBounded: true } as const]),
  ...(LEAVES_REDIS_OUT ? [] : [{ name: 'redis-cluster', define: defineRedisCluster, countsBounded: true } as const]),
];

// Every file of cases for these stores takes the list from here.
tellLeftOut('on memory', 2);

function defineSqlite(): ParityDefinition {
  const file = newFile();
  const bytesOf = async (dependency: string): Promise<number> => {
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare('SELECT * FROM holdfast_hf_dependencies WHERE name = ?').all(dependency);
    database.close();
    return bytesIn(rows);
  };
  return { ...sqliteStore(file), bytesOf };
}

function defineKeyv(): ParityDefinition {
  const rows = new Map<string, unknown>();
  const bytesOf = async (dependency: string): Promise<number> =>
    bytesIn([...rows].filter(([name]) => name.endsWith(dependency)));
  return { ...passTime(keyvStore(new Keyv({ store: rows }), { clockSkew: 1 })), bytesOf };
}

/** An empty list has none. */
function bytesIn(rows: readonly unknown[]): number {
  return rows.reduce((sum: number, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);
}

/** A file that does not exist, in a folder that is removed when the case ends. */
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-parity-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'cache.db');
}

/** A definition whose opened store can be asked what it holds. */
export interface ObservedStore {
  readonly definition: StoreDefinition;
  /** @throws Error before `configure` has opened it. */
  readonly opened: () => Store;
}

/** Keeps the store that `configure` opens. */
export function observeStore(definition: StoreDefinition): ObservedStore {
  let opened: Store | undefined;
  return {
    definition: {
      kind: definition.kind,
      open: async (context) => {
        opened = await definition.open(context);
        return opened;
      },
    },
    opened: () => {
      if (opened === undefined) throw new Error(`the ${definition.kind} store was not opened`);
      return opened;
    },
  };
}
