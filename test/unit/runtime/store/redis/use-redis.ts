import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, onTestFinished } from 'vitest';
import { Client } from '../../../../../runtime/src/store/contract/client.ts';
import type { StoreDefinition } from '../../../../../runtime/src/store/port.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { beforeAll } from '../../../../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';

/** A server for the cases of one file. */
export interface RedisUnderTest {
  readonly server: () => RedisServer;
  /** A connection behind the store's back. */
  readonly behind: () => Redis;
  /** An open store with a prefix that no other case has, closed when the case ends. */
  readonly open: (opening?: Opening) => Promise<OpenedStore>;
}

export interface Opening {
  readonly definition?: StoreDefinition;
  /** That of another store of the case, as another process would have it. */
  readonly prefix?: string;
}

/** The steps that contract cases are made of, on an open store. */
export interface OpenedStore extends Client {
  readonly prefix: string;
}

class Opened extends Client implements OpenedStore {
  readonly prefix: string;

  constructor(options: ConstructorParameters<typeof Client>[0]) {
    super(options);
    this.prefix = options.prefix;
  }
}

/** Starts a server before the cases of a file, and ends it after them. */
export function useRedis(...options: readonly string[]): RedisUnderTest {
  let started: { readonly server: RedisServer; readonly behind: Redis } | undefined;
  const current = (): NonNullable<typeof started> => {
    if (started === undefined) throw new Error('there is a server only while cases run');
    return started;
  };
  beforeAll(async () => {
    const server = await startRedisServer(...options);
    started = { server, behind: new Redis(server.url) };
  });
  afterAll(async () => {
    started?.behind.disconnect();
    await started?.server.stop();
  });
  return {
    server: () => current().server,
    behind: () => current().behind,
    open: (opening) => openStore({ definition: redisStore(current().server.url), ...opening }),
  };
}

/** The same for a server of the case's own. */
export async function openStore({
  definition,
  prefix = randomUUID().slice(0, 8),
}: Opening & { readonly definition: StoreDefinition }): Promise<OpenedStore> {
  const store = await definition.open({ now: () => performance.now(), wallNow: () => Date.now(), prefix });
  onTestFinished(async () => store.dispose());
  return new Opened({ store, prefix, tries: 1, settle: async () => undefined });
}

/** The names of a prefix. */
export async function namesOf(redis: Redis, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of redis.scanStream({ match: `${prefix}:*`, count: 1000 })) names.push(...page);
  return names.sort();
}
