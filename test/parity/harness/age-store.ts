import type { Store } from 'holdfast';

/** The store, before whose every operation time passes. @param age lets it pass */
export function ageStore(store: Store, age: () => Promise<void>): Omit<Store, 'dispose'> {
  return {
    kind: store.kind,
    promise: store.promise,
    synchronous: false,
    sealing: store.sealing,
    read: async (requests) => age().then(() => store.read(requests)),
    takeNextStamps: async (requests) => age().then(() => store.takeNextStamps(requests)),
    write: async (writes) => age().then(() => store.write(writes)),
    invalidate: async (dependencies) => age().then(() => store.invalidate(dependencies)),
    invalidateKeys: async (keys) => age().then(() => store.invalidateKeys(keys)),
    sizeOf: async (owner) => age().then(() => store.sizeOf(owner)),
  };
}
