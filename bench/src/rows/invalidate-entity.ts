import { configure, invalidateEntity, memoryStore, on, type StoreDefinition } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { sqliteStore } from 'holdfast/sqlite';
import type { Invalidated } from '../invalidate/invalidated.ts';
import { measureOurs } from '../invalidate/measure-invalidate.ts';
import type { Mode } from '../mode.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Measured, Row } from '../row.ts';
import { temporaryFile } from '../sqlite/temporary-file.ts';

/** @entity owner */
interface Owner {
  id: string;
}

interface Visit {
  index: number;
  owner: Owner;
}

/**
 * @cache ttl=10m id=bench.invalidate-entity
 * @tracks
 */
async function findVisit(group: string, index: number): Promise<Visit> {
  return { index, owner: { id: group } };
}

const HOLDFAST: Invalidated = {
  who: 'holdfast',
  fill: findVisit,
  invalidate: (group) => invalidateEntity('owner', group),
  empties: false,
};

async function measure({ quick, rounds }: Mode, open: () => Promise<StoreDefinition>): Promise<Measured> {
  await configure({ store: await open() });
  const failures: unknown[] = [];
  on('error', ({ error }) => failures.push(error));
  const ours = quick ? [1, 100, 10_000] : [1, 100, 10_000, 100_000, 1_000_000];
  const measured = await measureOurs(HOLDFAST, { ours, peers: [], rounds: quick ? rounds : 5 * rounds });
  // An entry that was not stored is missing in the count.
  if (failures.length > 0) throw new AggregateError(failures, 'the store failed while it was measured');
  return measured;
}

function row(store: string, open: () => Promise<StoreDefinition>): Row {
  return {
    title: `invalidation of an entity, ${store}, by number of entries`,
    unit: 'milliseconds',
    meaning:
      'Milliseconds of ending an entity that so many entries hold in their results. To be flat: at most 1.5 times that of one entry.',
    measure: (mode) => measure(mode, open),
  };
}

export const IN_MEMORY: Row = row('memory', async () => memoryStore({ maxEntries: 2_000_000 }));

export const IN_SQLITE: Row = row('SQLite', async () => sqliteStore(temporaryFile(), { maxBytes: 4 * 1024 ** 3 }));

export const IN_REDIS: Row = row('Redis', async () =>
  // A million entries come at once, and other rows measure how long a call takes.
  redisStore((await startRedis()).url, { timeout: 30_000 }),
);
