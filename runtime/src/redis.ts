/** `holdfast/redis`: a store in Redis or Valkey, and an adapter that gives Keyv one. */

export type { KeyvEntry } from './store/keyv-storage.ts';
export {
  keyvAdapter,
  type RedisKeyvAdapter,
  type RedisKeyvAdapterOptions,
} from './store/redis/keyv-adapter.ts';
export type { RedisTarget } from './store/redis/make-client.ts';
export type { RedisClient } from './store/redis/redis-client.ts';
export type { RedisOptions } from './store/redis/redis-options.ts';
export { redisStore } from './store/redis/redis-store.ts';
