import { configure, type EntityId, type EventName, invalidateEntity, on, type Store } from 'holdfast';
import { startFreshCache } from 'holdfast/testing';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import type { Service } from './load-service.ts';
import { type ObservedStore, observeStore, type ParityStore } from './parity-store.ts';

/** What a case works with beside the functions themselves. */
export interface ParityCache {
  /** Moves the cache's clock on: `'10m'`. */
  readonly advance: (duration: string) => void;
  /** The store under test. */
  readonly store: () => Store;
  /** A number of entries as the store tells it of a function without a `maxSize`: `undefined` where it does not count. */
  readonly counted: (entries: number) => number | undefined;
  /**
   * Lets a store that can only get and set know entities by their ids, and their collections, before a call holds them. It
   * takes the first use of a name that shows in a result only for a change at that time, and runs the body once more.
   */
  readonly meet: (entities: Readonly<Record<string, readonly EntityId[]>>) => Promise<void>;
}

interface Started extends ObservedStore {
  readonly fresh: ReturnType<typeof startFreshCache>;
}

/** Gives each case of the surrounding `describe` an empty store, default settings, a clock that stands still, and counters at 0. */
export function startParityCache(store: ParityStore, ...services: readonly Service[]): ParityCache {
  let started: Started | undefined;
  beforeEach(async () => {
    for (const { runs } of services) for (const name of Object.keys(runs)) runs[name] = 0;
    started = { ...observeStore(store.define()), fresh: startFreshCache() };
    await configure({ store: started.definition });
  });
  afterEach(async () => {
    await started?.fresh.end();
    started = undefined;
  });
  const current = (): Started => {
    if (started === undefined) throw new Error('there is a cache only while a case runs');
    return started;
  };
  return {
    advance: (duration) => current().fresh.clock.advance(duration),
    store: () => current().opened(),
    counted: (entries) => (store.countsBounded ? undefined : entries),
    meet: async (entities) => {
      if (current().opened().promise === 'strict') return;
      for (const [entity, ids] of Object.entries(entities)) {
        for (const id of [...ids, undefined]) await invalidateEntity(entity, id);
      }
    },
  };
}

/** Takes down the events of these names until the case ends, each with its name. */
export function recordEvents(...names: readonly EventName[]): readonly unknown[] {
  const seen: unknown[] = [];
  for (const name of names) onTestFinished(on(name, (event) => seen.push({ event: name, ...event })));
  return seen;
}
