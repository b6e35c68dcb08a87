import { sealBytes } from '../../codec/seal-bytes.ts';
import type { Sealing } from '../../value/sealing.ts';
import type { Store, StoreContext, StoreDefinition } from '../port.ts';
import { BoundedFunctions } from './bounded-functions.ts';
import { openCluster } from './cluster/cluster-store.ts';
import { type ClusterTarget, isClusterTarget } from './cluster/make-cluster.ts';
import { Invalidator } from './invalidate-entries.ts';
import { LateWrites } from './late-writes.ts';
import { makeClient, type RedisTarget } from './make-client.ts';
import { EntryReader } from './read-entries.ts';
import { readOptions, readTarget } from './read-options.ts';
import { connectionOptions, RedisConnection } from './redis-connection.ts';
import { answered, RedisCounter } from './redis-counter.ts';
import { RedisNames } from './redis-names.ts';
import type { RedisOptions } from './redis-options.ts';
import { TAKE_NEXT } from './scripts.ts';
import { SharedReads } from './shared-reads.ts';
import { EntryWriter } from './write-entries.ts';
import { WritesUnderWay } from './writes-under-way.ts';

/**
 * A store in Redis or Valkey, by ioredis 5 or 6. Strict: one server's scripts.
 *
 * Example: `configure({ store: redisStore('redis://localhost:6379') })`; `redisStore({ sentinels, name: 'main' })` with
 * options of ioredis; `redisStore(client)` with a client of yours, which is neither used nor closed nor changed: the store
 * makes a connection of its own with the same settings. A cluster is `redisStore(new Cluster([…]))` or `redisStore({ cluster:
 * [{ host, port }] })`.
 *
 * @throws ConfigurationError (HF2001) for another target, or an option that is not usable.
 */
export function redisStore(target: RedisTarget | ClusterTarget, options: RedisOptions = {}): StoreDefinition {
  const settings = { ...readOptions(options), sealing: sealBytes({ compressAbove: options.compressAbove }) };
  if (isClusterTarget(target)) {
    return { kind: 'redis', open: (context) => openCluster({ ...settings, target }, context) };
  }
  const server = readTarget(target);
  return { kind: 'redis', open: (context) => openRedis({ ...settings, target: server }, context) };
}

interface Settings extends ReturnType<typeof readOptions> {
  readonly target: RedisTarget;
  readonly sealing: Sealing;
}

async function openRedis(settings: Settings, { prefix }: StoreContext): Promise<Store> {
  const { target, afterFailover, timeout, sealing } = settings;
  const client = await makeClient(target, { ...settings.client, ...connectionOptions(timeout) });
  const connection = new RedisConnection(client, afterFailover === 'trust');
  try {
    await connection.open();
  } catch (error) {
    connection.close();
    throw error;
  }
  return makeStore(connection, new RedisNames(prefix), sealing);
}

function makeStore(connection: RedisConnection, names: RedisNames, sealing: Sealing): Store {
  const counter = new RedisCounter(connection, names.counter);
  const bounded = new BoundedFunctions(connection, names);
  const reader = new EntryReader({ connection, counter, names, bounded });
  const writer = new EntryWriter({ connection, names, bounded });
  const underWay = new WritesUnderWay();
  const writes = new LateWrites((some) => writer.write(some));
  const reads = new SharedReads((requests) => writes.sendBehind(requests, () => reader.read(requests)));
  // What was asked or written before an invalidation or a refresh has the older stamp.
  const sendAll = (): void => {
    reads.send();
    writes.send();
  };
  const invalidator = new Invalidator({ connection, counter, names, bounded, reader });
  return {
    kind: 'redis',
    promise: connection.isKnown ? 'strict' : 'bounded',
    synchronous: false,
    sealing,
    read: (requests) => reads.read(requests),
    prepare: (request) => reader.prepare(request),
    readShared: (request) => {
      // Without a connection at once, and without the promises of a turn's reads.
      connection.session();
      return reads.share(request);
    },
    takeNextStamps: async (requests) => {
      const session = connection.session();
      sendAll();
      const { epoch, count } = answered(await counter.run(session, { script: TAKE_NEXT, keys: [], args: [] }));
      return requests.map(() => ({ epoch, count }));
    },
    answersInOrder: true,
    write: async (some) => {
      const outcomes = await underWay.follow(writes.write(some));
      for (const write of some) reader.expect(write);
      return outcomes;
    },
    invalidate: (dependencies) => {
      sendAll();
      return invalidator.invalidate(dependencies);
    },
    expectEnd: (request) => invalidator.expectEnd(request),
    invalidateKeys: (keys) => {
      sendAll();
      return invalidator.invalidateKeys(keys);
    },
    sizeOf: (owner) => {
      writes.send();
      return bounded.sizeOf(owner);
    },
    dispose: async () => {
      writes.send();
      await underWay.end();
      connection.close();
    },
  };
}
