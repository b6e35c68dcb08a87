import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { Store, StoreDefinition } from '../../../../runtime/src/store/port.ts';

/** A store in memory, with what `change` answers in place of its own operations. */
export function memoryStoreWith(kind: string, change: (store: Store) => Partial<Store>): StoreDefinition {
  return {
    kind,
    open: ({ now }) => {
      const store = atomicStore(kind, new MemoryRows({ maxEntries: 100, now }), now);
      return { ...store, ...change(store) };
    },
  };
}
