/** `holdfast/sqlite`: a store in an SQLite file, and an adapter that gives Keyv one. */

export type { KeyvEntry } from './store/keyv-storage.ts';
export {
  type KeyvAdapterOptions,
  keyvAdapter,
  type SqliteKeyvAdapter,
} from './store/sqlite/keyv-adapter.ts';
export { type SqliteOptions, sqliteStore } from './store/sqlite/sqlite-store.ts';
