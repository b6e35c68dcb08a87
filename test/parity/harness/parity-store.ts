import { memoryStore, type Store, type StoreDefinition } from 'holdfast';

/** A store that every runtime case runs on. */
export interface ParityStore {
  readonly name: string;
  /** An empty store that is not open yet. */
  readonly define: () => StoreDefinition;
}

/** One line for each store; a new one joins all runtime cases here. */
export const PARITY_STORES: readonly ParityStore[] = [{ name: 'memory', define: () => memoryStore() }];

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
