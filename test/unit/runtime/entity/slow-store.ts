import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { MaybePromise, StoreDefinition } from '../../../../runtime/src/store/port.ts';

/** A memory store of which a case decides when it answers an invalidation, and whether it takes it. */
export interface SlowStore {
  readonly definition: StoreDefinition;
  /** Invalidations fail. */
  down: boolean;
  /** What invalidations wait for before they are written. */
  gate: Promise<void> | undefined;
}

/** @param options whether the store answers at once */
export function slowStore({ synchronous }: { readonly synchronous: boolean }): SlowStore {
  const store: SlowStore = {
    down: false,
    gate: undefined,
    definition: {
      kind: 'slow',
      open: ({ now }) => {
        const { hit, ...inner } = atomicStore('slow', new MemoryRows({ maxEntries: 100, now }), now);
        const answer = <T>(work: () => MaybePromise<T>): MaybePromise<T> => (synchronous ? work() : later(work));
        const invalidate = (dependencies: readonly string[]): MaybePromise<void> => {
          const work = (): MaybePromise<void> => {
            if (store.down) throw new Error('connection lost');
            return inner.invalidate(dependencies);
          };
          return answer(store.gate === undefined ? work : () => store.gate?.then(work));
        };
        return {
          ...inner,
          ...(synchronous && { hit }),
          synchronous,
          invalidate,
          read: (requests) => answer(() => inner.read(requests)),
          write: (writes) => answer(() => inner.write(writes)),
          takeNextStamps: (requests) => answer(() => inner.takeNextStamps(requests)),
        };
      },
    },
  };
  return store;
}

async function later<T>(work: () => MaybePromise<T>): Promise<T> {
  await Promise.resolve();
  return work();
}
