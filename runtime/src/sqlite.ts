/** `holdfast/sqlite`: a store in an SQLite file, and an adapter that gives Keyv one. */
export {
  type KeyvAdapterOptions,
  type KeyvEntry,
  keyvAdapter,
  type SqliteKeyvAdapter,
} from './store/sqlite/keyv-adapter.ts';
export { type SqliteOptions, sqliteStore } from './store/sqlite/sqlite-store.ts';
