/**
 * What this store uses of ioredis, 5 and 6, written down here so that nothing of it is loaded or needed before a store is
 * opened with a URL.
 */
export interface RedisClient {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(reconnect?: boolean): void;
  duplicate(override?: Readonly<Record<string, unknown>>): RedisClient;
  mget(keys: string[]): Promise<(string | null)[]>;
  info(section: string): Promise<string>;
  evalsha(sha: string, keyCount: number, ...args: (string | number)[]): Promise<unknown>;
  script(subcommand: 'LOAD', text: string): Promise<unknown>;
  eval(text: string, keyCount: number, ...args: (string | number)[]): Promise<unknown>;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** Whether it is a client of ioredis, by what it can do. */
export function isRedisClient(given: unknown): given is RedisClient {
  if (typeof given !== 'object' || given === null) return false;
  return ['duplicate', 'mget', 'evalsha', 'disconnect'].every((name) => typeof Reflect.get(given, name) === 'function');
}
