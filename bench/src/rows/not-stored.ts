import { setTimeout as sleep } from 'node:timers/promises';
import { configure, invalidateTag, on, type StoreDefinition } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { sqliteStore } from 'holdfast/sqlite';
import type { Mode } from '../mode.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Figure, Measured, Row } from '../row.ts';
import { temporaryFile } from '../sqlite/temporary-file.ts';

const BODY = 200;
const PER_SECOND = 1000;
const CALLERS = 100;
/** Invalidations come in bunches, this many milliseconds apart. */
const EVERY = 10;
/** A store has 16,384 buckets of keys and as many of dependencies. */
const WARM_CALLS = 100_000;
const GOAL = 2;

/** Every call of this process has another id. */
const nextId = { value: 0 };

/**
 * @cache ttl=10m id=bench.not-stored
 * @tag items
 * @tag item:{id}
 */
async function findItem(id: number): Promise<number> {
  await sleep(BODY);
  return id;
}

/**
 * @cache ttl=10m id=bench.not-stored-warm
 * @tag warm:{id}
 */
async function findWarm(id: number): Promise<number> {
  return id;
}

async function measure({ quick }: Mode): Promise<Measured> {
  const duration = (quick ? 2 : 8) * 1000;
  const { url } = await startRedis();
  const stores: readonly { readonly who: string; readonly store?: StoreDefinition }[] = [
    { who: 'holdfast, memory' },
    { who: 'holdfast, SQLite', store: sqliteStore(temporaryFile()) },
    { who: 'holdfast, Redis', store: redisStore(url) },
  ];
  const figures: Figure[] = [];
  for (const { who, store } of stores) {
    await configure({ store, replace: true });
    const cold = await measureStore(`${who}: from an empty store`, duration);
    await warmUp();
    figures.push({ ...(await measureStore(who, duration)), goal: GOAL }, cold);
  }
  return { figures };
}

/** By then every bucket of keys and of dependencies has been seen. */
async function warmUp(): Promise<void> {
  for (let first = 0; first < WARM_CALLS; first += 1000) {
    await Promise.all(Array.from({ length: 1000 }, (_, i) => findWarm(first + i)));
  }
}

/** Callers of ever new items, while rows that none of them depends on are invalidated. */
async function measureStore(who: string, duration: number): Promise<Figure> {
  const counts = { stored: 0, refused: 0, invalidated: 0 };
  const listeners = [on('store', () => counts.stored++), on('refuse', () => counts.refused++)];
  const end = performance.now() + duration;
  const caller = async (_: unknown, index: number): Promise<void> => {
    // Spread over the body's time, as callers come.
    await sleep((BODY * (index % CALLERS)) / CALLERS);
    while (performance.now() < end) await findItem(nextId.value++);
  };
  await Promise.all([...Array.from({ length: CALLERS }, caller), invalidate(end, counts)]);
  for (const remove of listeners) remove();
  const { stored, refused, invalidated } = counts;
  const share = refused / (stored + refused);
  const rate = Math.round(invalidated / (duration / 1000));
  return {
    who,
    role: 'ours',
    value: 100 * share,
    // Of a share that is counted: its standard deviation.
    noise: 100 * Math.sqrt((share * (1 - share)) / (stored + refused)),
    detail: `${refused} of ${stored + refused} results; ${rate.toLocaleString('en')} invalidations/s`,
  };
}

async function invalidate(end: number, counts: { invalidated: number }): Promise<void> {
  const start = performance.now();
  while (performance.now() < end) {
    const due = Math.floor(((performance.now() - start) * PER_SECOND) / 1000) - counts.invalidated;
    const rows = Array.from({ length: due }, () => invalidateTag(`row:${counts.invalidated++}`));
    await Promise.all(rows);
    await sleep(EVERY);
  }
}

/** Results that are lost because what they depend on is new and shares a floor with something else. */
export const ROW: Row = {
  title: 'results not stored under 1,000 invalidations a second',
  unit: 'percent',
  meaning: `Share of results that are returned but not stored while ${PER_SECOND.toLocaleString('en')} tags a second are invalidated that no result has; the bodies take ${BODY} ms, and each result has a tag that no result before it had. An empty store knows none of its buckets yet, and learns each at its first use.`,
  limit: 0,
  measure,
};
