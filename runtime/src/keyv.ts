/** `holdfast/keyv`: any Keyv, storage adapter or Map as a store, with options. */

export type { KeyvLike } from './store/keyv/keyv-like.ts';
export { type KeyvStoreOptions, keyvStore } from './store/keyv/keyv-store.ts';
export { toStoreDefinition } from './store/keyv/to-store-definition.ts';
