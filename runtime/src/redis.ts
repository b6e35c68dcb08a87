/** `holdfast/redis`: a store in Redis or Valkey. */
export type { RedisTarget } from './store/redis/make-client.ts';
export type { RedisClient } from './store/redis/redis-client.ts';
export type { RedisOptions } from './store/redis/redis-options.ts';
export { redisStore } from './store/redis/redis-store.ts';
