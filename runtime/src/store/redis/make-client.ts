import type { RedisClient } from './redis-client.ts';

/** How the server is reached: a URL, a client of ioredis, or options of ioredis. */
export type RedisTarget = string | RedisClient | Readonly<Record<string, unknown>>;

/** A client of the store's own. One that was given is only copied. ioredis is loaded where none was. */
export async function makeClient(
  target: RedisTarget,
  options: Readonly<Record<string, unknown>>,
): Promise<RedisClient> {
  if (isGivenClient(target)) return target.duplicate(options);
  const { Redis } = await import('ioredis');
  return typeof target === 'string' ? new Redis(target, options) : new Redis({ ...target, ...options });
}

function isGivenClient(target: RedisTarget): target is RedisClient {
  return typeof target === 'object' && typeof target.duplicate === 'function';
}
