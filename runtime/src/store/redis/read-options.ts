import { ConfigurationError } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import type { RedisTarget } from './make-client.ts';
import { isRedisClient } from './redis-client.ts';
import type { RedisOptions } from './redis-options.ts';

const OPTIONS: readonly (keyof RedisOptions)[] = ['client', 'afterFailover', 'timeout', 'compressAbove'];
const LONGEST_TIMEOUT = 600_000;

/** The options with their defaults. @throws ConfigurationError (HF2001) naming the option */
export function readOptions(options: RedisOptions): RedisOptions & Required<Omit<RedisOptions, 'compressAbove'>> {
  for (const name of Object.keys(options)) refuseUnknown(name);
  const { client = {}, afterFailover = 'forget', timeout = 1000 } = options;
  if (afterFailover !== 'forget' && afterFailover !== 'trust') {
    throw new ConfigurationError(`afterFailover takes 'forget' or 'trust', not ${JSON.stringify(afterFailover)}.`);
  }
  if (!Number.isSafeInteger(timeout) || timeout < 1 || timeout > LONGEST_TIMEOUT) {
    throw new ConfigurationError(
      `timeout of the Redis store takes whole milliseconds from 1 to ${LONGEST_TIMEOUT}, not ${String(timeout)}.`,
    );
  }
  if (typeof client !== 'object' || client === null) {
    throw new ConfigurationError(`client takes options of ioredis, not ${String(client)}.`);
  }
  return { ...options, client, afterFailover, timeout };
}

/** What the server is reached by. @throws ConfigurationError (HF2001) */
export function readTarget(target: unknown): RedisTarget {
  if (typeof target === 'string' && target !== '') return target;
  if (isRedisClient(target) || isOptions(target)) return target;
  throw new ConfigurationError(
    `redisStore() takes a URL such as 'redis://localhost:6379', a client of ioredis, or its options such as { sentinels, name }, not ${target === null ? 'null' : `a ${typeof target}`}.`,
  );
}

/** Plain objects only: other clients of Redis are objects too. */
function isOptions(target: unknown): target is Readonly<Record<string, unknown>> {
  return typeof target === 'object' && target !== null && Object.getPrototypeOf(target) === Object.prototype;
}

function refuseUnknown(name: string): void {
  if (OPTIONS.some((known) => known === name)) return;
  const nearest = nearestName(name, OPTIONS);
  throw new ConfigurationError(
    `redisStore() has no option ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`} Options: ${OPTIONS.join(', ')}.`,
  );
}
