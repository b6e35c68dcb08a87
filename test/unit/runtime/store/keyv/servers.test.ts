import { KeyvMemcache } from '@keyv/memcache';
import { KeyvPostgres } from '@keyv/postgres';
import KeyvRedis from '@keyv/redis';
import { Keyv as Keyv5 } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keyvStore } from '../../../../../runtime/src/keyv.ts';
import type { MaybePromise, Store } from '../../../../../runtime/src/store/port.ts';
import {
  type StoreCase,
  type StoreFixture,
  type StoreUnderTest,
  storeCases,
} from '../../../../../runtime/src/store-contract.ts';
import { LEAVES_SERVERS_OUT } from '../../../../servers/find-program.ts';
import { startMemcachedServer } from '../../../../servers/memcached-server.ts';
import { startPostgresServer } from '../../../../servers/postgres-server.ts';
import { LEAVES_REDIS_OUT, startRedisServer } from '../../../../servers/redis-server.ts';

/** A server that can be ended and started again. */
interface Server {
  readonly address: string;
  readonly end: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** An adapter of such a server. */
interface Adapter {
  readonly name: string;
  readonly isLeftOut: boolean;
  readonly startServer: () => Promise<Server>;
  readonly connect: (address: string) => AdapterClient;
  readonly promise: 'bounded' | 'besteffort';
}

interface AdapterClient {
  readonly adapter: object;
  readonly close: () => Promise<unknown> | undefined;
}

const ADAPTERS: readonly Adapter[] = [
  {
    name: 'PostgreSQL',
    isLeftOut: LEAVES_SERVERS_OUT,
    startServer: async () => {
      const { url, kill, start, stop } = await startPostgresServer();
      return { address: url, end: kill, start, remove: stop };
    },
    connect: (address) => {
      // Its pool lets an idle connection that is lost end the process, so none may be idle; and it is one for all.
      const adapter = new KeyvPostgres({ uri: address, idleTimeoutMillis: 1 });
      return { adapter, close: () => undefined };
    },
    promise: 'bounded',
  },
  {
    name: 'Memcached',
    isLeftOut: LEAVES_SERVERS_OUT,
    startServer: async () => {
      const { address, stop, start } = await startMemcachedServer('-I', '8m');
      return { address, end: stop, start, remove: stop };
    },
    connect: (address) => {
      const adapter = new KeyvMemcache(address, { retries: 0, logger: { log: () => {} } });
      return { adapter, close: () => void adapter.client.close() };
    },
    promise: 'besteffort',
  },
  {
    name: 'Redis',
    isLeftOut: LEAVES_REDIS_OUT,
    startServer: async () => {
      const { url, kill, start, stop } = await startRedisServer();
      return { address: url, end: kill, start, remove: stop };
    },
    connect: (address) => {
      const adapter = new KeyvRedis(address);
      return { adapter, close: () => adapter.disconnect(true) };
    },
    promise: 'bounded',
  },
];

/** How an adapter is given: in a Keyv, or as it is. */
interface Wrap {
  readonly name: string;
  /** Each adapter is one that these take. */
  readonly wrap: (adapter: never) => object;
  /** Cases with many thousands of rows: once for each server. */
  readonly takesMany?: true;
}

const WRAPS: readonly Wrap[] = [
  { name: 'under Keyv 5', wrap: (adapter) => new Keyv5(adapter), takesMany: true },
  { name: 'under Keyv 6', wrap: (adapter) => new Keyv6({ store: adapter, namespace: 'app' }) },
  { name: 'by itself', wrap: (adapter) => adapter },
];

/** Cases besides those of the contract: what each wrap promises, and how it fails. */
const OWN_CASES = 2 * WRAPS.length;

const MANY = /\d{5}|whatever they look like/;

const LEFT_OUT = ADAPTERS.filter(({ isLeftOut }) => isLeftOut);
if (LEFT_OUT.length > 0) {
  const counted = { name: 'counted', make: () => ({ definition: keyvStore(new Map()) }), shared: true };
  const cases = WRAPS.flatMap(({ takesMany }) => listCases(counted, takesMany)).length + OWN_CASES;
  const names = LEFT_OUT.map(({ name }) => name).join(', ');
  console.error(`${LEFT_OUT.length * cases} cases are left out: Keyv on ${names}.`);
}

it('starts servers of its own, unless it is told to leave them out', () => {
  const told = [process.env.HOLDFAST_TEST_SERVERS, process.env.HOLDFAST_TEST_REDIS].includes('skip');
  expect(LEFT_OUT.length > 0).toBe(told);
});

function listCases(options: StoreUnderTest, takesMany: true | undefined): readonly StoreCase[] {
  return storeCases(options).filter(({ name }) => takesMany || !MANY.test(name));
}

for (const adapter of ADAPTERS.filter(({ isLeftOut }) => !isLeftOut)) {
  describe(`Keyv on ${adapter.name}`, () => {
    const started: { server?: Server } = {};
    const server = (): Server => {
      if (started.server === undefined) throw new Error('the server runs while the tests do');
      return started.server;
    };
    beforeAll(async () => {
      started.server = await adapter.startServer();
    });
    afterAll(() => started.server?.remove());

    describe.each(WRAPS)('$name', (wrap) => testWrapped(adapter, server, wrap));
    testFailures(adapter, server);
  });
}

/** Connections that are closed when the surrounding tests have ended. */
function connector({ connect }: Adapter, server: () => Server): () => object {
  const clients: AdapterClient[] = [];
  afterAll(async () => {
    for (const client of clients) await client.close();
  });
  return () => {
    const client = connect(server().address);
    clients.push(client);
    return client.adapter;
  };
}

function testWrapped(adapter: Adapter, server: () => Server, { wrap, takesMany }: Wrap): void {
  const connect = connector(adapter, server);
  const lazily: { given?: object } = {};
  const given = (): object => {
    // Each adapter is one that the wraps take.
    lazily.given ??= wrap(connect() as never);
    return lazily.given;
  };
  let cases = 0;
  const make = (): StoreFixture => ({ definition: keyvStore(given()), prefix: `p${++cases}` });
  const options: StoreUnderTest = { name: 'the contract of stores', shared: true, make };
  for (const { name, run } of listCases(options, takesMany)) it(name, run);

  it('says what it promises', async () => {
    const store = await open(given(), 'said');
    expect(store).toMatchObject({ kind: 'keyv', promise: adapter.promise, synchronous: false });
  });
}

/** Time stands still, so that no write is slow. */
function open(given: object, prefix: string): MaybePromise<Store> {
  return keyvStore(given).open({ now: () => 1_000_000, prefix });
}

const KEY = 'failing:app:find(id=1)';
const DEPENDENCIES = ['*', 'f:app:find', 't:team:1'];
const OPTIONS = { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined } as const;

async function load(store: Store, value: unknown): Promise<unknown> {
  const [reading] = await store.read([{ key: KEY, dependencies: DEPENDENCIES }]);
  if (reading === undefined) throw new Error('one reading for each request');
  if (reading.entry !== undefined) return store.sealing?.open(reading.entry.value, OPTIONS);
  const held = store.sealing?.seal(value, OPTIONS)?.held;
  const { stamp } = reading;
  const write = { key: KEY, value: held, stamp, dependencies: DEPENDENCIES, ttl: 60_000, owner: 'f:app:find' };
  return (await store.write([write]))[0];
}

function testFailures(adapter: Adapter, server: () => Server): void {
  const connect = connector(adapter, server);

  it.each(WRAPS)(
    'fails each request while the server is away, $name, and is right when it is back',
    async ({ wrap }) => {
      // Each adapter is one that the wraps take.
      const given = wrap(connect() as never);
      const store = await keyvStore(given, { timeout: 1000 }).open({ now: () => 1_000_000, prefix: 'failing' });
      await store.invalidateKeys([KEY]);
      expect([await load(store, 'old'), await load(store, 'unused')]).toEqual(['stored', 'old']);
      await server().end();
      const requests = [
        () => store.read([{ key: KEY, dependencies: DEPENDENCIES }]),
        () => store.invalidate(['t:team:1']),
        () => store.invalidateKeys([KEY]),
        () => store.takeNextStamps([{ key: KEY, dependencies: DEPENDENCIES }]),
      ];
      for (const request of requests) {
        await expect((async () => request())()).rejects.toThrow(/failed in the Keyv store: /);
      }
      await server().start();
      await vi.waitFor(async () => store.invalidate(['t:team:1']), { timeout: 20_000 });
      expect([await load(store, 'new'), await load(store, 'unused')]).toEqual(['stored', 'new']);
    },
  );
}
