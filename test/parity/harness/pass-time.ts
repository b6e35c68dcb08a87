import type { StoreDefinition } from 'holdfast';

/** The same store, for which a millisecond passes with each request: by the machine's clock, not by the cache's own. */
export function passTime({ kind, open }: StoreDefinition): StoreDefinition {
  return {
    kind,
    open: async (context) => {
      let passed = 0;
      const store = await open({ ...context, wallNow: () => context.now() + passed });
      const after = async <T>(answer: PromiseLike<T> | T): Promise<T> => {
        const value = await answer;
        passed++;
        return value;
      };
      return {
        ...store,
        read: (requests) => after(store.read(requests)),
        takeNextStamps: (requests) => after(store.takeNextStamps(requests)),
        write: (writes) => after(store.write(writes)),
        invalidate: (dependencies) => after(store.invalidate(dependencies)),
        invalidateKeys: (keys) => after(store.invalidateKeys(keys)),
      };
    },
  };
}
