import type { StoreDefinition } from 'holdfast';

/** The same store, but it answers with promises. */
export function answerLater({ kind, open }: StoreDefinition): StoreDefinition {
  return {
    kind,
    open: async (context) => {
      const store = await open(context);
      return {
        kind,
        promise: store.promise,
        synchronous: false,
        sealing: store.sealing,
        read: async (keys) => store.read(keys),
        takeNextStamps: async (requests) => store.takeNextStamps(requests),
        write: async (writes) => store.write(writes),
        invalidate: async (dependencies) => store.invalidate(dependencies),
        invalidateKeys: async (keys) => store.invalidateKeys(keys),
        sizeOf: async (owner) => store.sizeOf(owner),
        dispose: async () => store.dispose(),
      };
    },
  };
}
