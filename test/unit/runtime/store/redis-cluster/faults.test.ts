import { afterAll, expect } from 'vitest';
import { redisStore } from '../../../../../runtime/src/redis.ts';
import type { Reading, Store } from '../../../../../runtime/src/store/port.ts';
import { hashSlot } from '../../../../../runtime/src/store/redis/cluster/hash-slot.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import type { SealedValue } from '../../../../../runtime/src/value/sealing.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type ClusterNode, type RedisCluster, startRedisCluster, until } from '../../../../servers/redis-cluster.ts';
import { Load } from './load.ts';

const OWNER = 'f:app:find';

describe('a Redis Cluster in trouble', () => {
  let started: RedisCluster | undefined;
  let prefixes = 0;
  const stores: Store[] = [];

  beforeAll(async () => {
    started = await startRedisCluster({ replicas: true });
  });

  afterAll(async () => {
    for (const store of stores) await store.dispose();
    await started?.stop();
  });

  function cluster(): RedisCluster {
    if (started === undefined) throw new Error('the cluster is started before the cases');
    return started;
  }

  async function open(prefix: string, afterFailover: 'forget' | 'trust' = 'forget'): Promise<Store> {
    const definition = redisStore({ cluster: cluster().addresses }, { afterFailover });
    const store = await definition.open({ now: () => performance.now(), prefix });
    stores.push(store);
    return store;
  }

  function newPrefix(): string {
    return `trouble${++prefixes}`;
  }

  it('serves nothing stale while the slots of all kinds of names move to other nodes', async () => {
    const prefix = newPrefix();
    const names = new RedisNames(prefix);
    const load = new Load([await open(prefix), await open(prefix)], prefix);
    const moved = [
      names.counter,
      names.floor('*'),
      names.floor(OWNER),
      names.floor('t:row:3'),
      names.entry(`${prefix}:app:find(id=5)`),
    ];
    await load.served(200);
    for (const name of moved) {
      await moveSlot(cluster(), name);
      await load.served(200);
    }
    const { stale, errors } = await load.stop();
    expect({ stale, errors: [...errors] }).toEqual({ stale: [], errors: [] });
  });

  it('serves nothing stale where names are evicted, and where a node loses everything', async () => {
    const prefix = newPrefix();
    const load = new Load([await open(prefix), await open(prefix)], prefix);
    await load.served(200);
    for (let i = 0; i < 300; i++) {
      const node = cluster().primaries[i % 3];
      const name = await node?.ask('randomkey');
      if (typeof name === 'string') await node?.ask('del', name);
      if (i % 100 === 99) {
        await node?.ask('flushdb');
        await load.served(100);
      }
    }
    await load.served(200);
    const { stale, errors, hits } = await load.stop();
    expect({ stale, errors: [...errors], isServed: hits > 500 }).toEqual({ stale: [], errors: [], isServed: true });
  });

  it('sees that a node was a replica in between, on a connection that stayed open', async () => {
    const prefix = newPrefix();
    const store = await open(prefix);
    const [primary, replica] = [cluster().primaries[0], cluster().replicas[0]];
    if (primary === undefined || replica === undefined) throw new Error('there are nodes');
    const tag = tagOn(primary, cluster(), prefix);
    await putOld(store, await tag, prefix);
    expect(await get(store, await tag, prefix)).toBe('old');
    const history = async (): Promise<string> =>
      /master_replid:(\w+)/.exec(String(await primary.ask('info', 'replication')))?.[1] ?? '';
    const before = await history();
    await swap(primary, replica);
    await swap(replica, primary);
    expect(await history()).not.toBe(before);
    await until('calls are answered again', () => answers(store, prefix));
    expect(await get(store, await tag, prefix)).toBe(undefined);
  });

  it('serves on what has nothing on a node that is down, and everything again when it is back', async () => {
    const prefix = newPrefix();
    const store = await open(prefix);
    const names = new RedisNames(prefix);
    const all = await cluster().ownerOf(names.dependency('*'));
    const victim = cluster().primaries.find((node) => node !== all);
    if (victim === undefined) throw new Error('there are three primaries');
    const [there, here] = [await tagOn(victim, cluster(), prefix), await tagOn(all, cluster(), prefix)];
    const keys = {
      there: await keyOn(all, cluster(), prefix, 'there'),
      here: await keyOn(all, cluster(), prefix, 'here'),
    };
    await write(store, keys.there, ['*', there]);
    await write(store, keys.here, ['*', here]);
    await victim.kill();
    const [found] = await store.read([{ key: keys.here, dependencies: ['*', here] }]);
    expect(found?.entry?.dependencies).toEqual(['*', here]);
    await expect(Promise.resolve(store.read([{ key: keys.there, dependencies: ['*', there] }]))).rejects.toThrow();
    await expect(Promise.resolve(store.invalidate([there]))).rejects.toThrow();
    await victim.start();
    await until('the invalidation is taken', async () => {
      try {
        await store.invalidate([there]);
        return true;
      } catch {
        // Not yet.
        return false;
      }
    });
    const [gone] = await store.read([{ key: keys.there, dependencies: ['*', there] }]);
    expect(gone?.entry).toBe(undefined);
    await write(store, keys.there, ['*', there]);
  });

  it.each([
    ['forget', undefined],
    ['trust', 'old'],
  ] as const)(
    'with afterFailover %s, where a replica takes over without an acknowledged invalidation, serves %s',
    async (afterFailover, served) => {
      const prefix = newPrefix();
      const store = await open(prefix, afterFailover);
      const [primary, replica] = await roles(cluster(), afterFailover === 'forget' ? 1 : 2);
      const tag = await tagOn(primary, cluster(), prefix);
      await putOld(store, tag, prefix);
      expect(await primary.ask('wait', 1, 5000)).toBe(1);
      // From here on the replica gets nothing.
      replica.signal('SIGSTOP');
      await primary.ask('client', 'kill', 'type', 'replica');
      await store.invalidate([tag]);
      expect(await get(store, tag, prefix)).toBe(undefined);
      await primary.kill();
      replica.signal('SIGCONT');
      await until('the replica takes over', async () => {
        await replica.ask('cluster', 'failover', 'takeover').catch(() => {
          // It is a primary already.
        });
        return String(await replica.ask('info', 'replication')).includes('role:master');
      });
      await until('calls are answered again', () => answers(store, prefix));
      await until('the slot is found', async () => (await tryGet(store, tag, prefix)) !== 'failed');
      expect(await get(store, tag, prefix)).toBe(served);
      await primary.start();
      await until('it has a replica again', async () =>
        String(await replica.ask('info', 'replication')).includes('connected_slaves:1'),
      );
    },
  );
});

/** Moves a slot with all its names to the next primary, as resharding does, name by name. */
async function moveSlot(cluster: RedisCluster, name: string): Promise<void> {
  const slot = hashSlot(name);
  const from = await cluster.ownerOf(name);
  const at = cluster.primaries.indexOf(from);
  const to = cluster.primaries[(at + 1) % cluster.primaries.length];
  if (to === undefined) throw new Error('there are primaries');
  await to.ask('cluster', 'setslot', slot, 'importing', from.id);
  await from.ask('cluster', 'setslot', slot, 'migrating', to.id);
  for (;;) {
    const names = await from.ask('cluster', 'getkeysinslot', slot, 1);
    const [next]: unknown[] = Array.isArray(names) ? names : [];
    if (next === undefined) break;
    await from.ask('migrate', '127.0.0.1', to.port, String(next), 0, 5000);
  }
  for (const node of [to, from, ...cluster.primaries]) await node.ask('cluster', 'setslot', slot, 'node', to.id);
}

/** Makes a replica the primary, and the primary its replica. */
async function swap(primary: ClusterNode, replica: ClusterNode): Promise<void> {
  const says = async (node: ClusterNode, text: string): Promise<boolean> =>
    String(await node.ask('info', 'replication')).includes(text);
  await until('the replica follows', () => says(replica, 'master_link_status:up'));
  await replica.ask('cluster', 'failover', 'takeover');
  await until('it is a primary', () => says(replica, 'role:master'));
  await until('the other one follows', () => says(primary, 'master_link_status:up'));
}

/** A pair of nodes, as they are now. */
async function roles(
  cluster: RedisCluster,
  at: number,
): Promise<readonly [primary: ClusterNode, replica: ClusterNode]> {
  const [one, other] = [cluster.primaries[at], cluster.replicas[at]];
  if (one === undefined || other === undefined) throw new Error('there are pairs');
  const isPrimary = String(await one.ask('info', 'replication')).includes('role:master');
  return isPrimary ? [one, other] : [other, one];
}

async function tagOn(node: ClusterNode, cluster: RedisCluster, prefix: string): Promise<string> {
  const names = new RedisNames(prefix);
  for (let i = 0; i < 1000; i++) {
    const tag = `t:on:${i}`;
    if ((await cluster.ownerOf(names.dependency(tag))).port === node.port) return tag;
  }
  throw new Error('the node has no slots');
}

async function keyOn(node: ClusterNode, cluster: RedisCluster, prefix: string, name: string): Promise<string> {
  const names = new RedisNames(prefix);
  for (let i = 0; i < 1000; i++) {
    const key = `${prefix}:app:${name}${i}`;
    if ((await cluster.ownerOf(names.entry(key))).port === node.port) return key;
  }
  throw new Error('the node has no slots');
}

async function readOne(store: Store, key: string, dependencies: readonly string[]): Promise<Reading> {
  const [reading] = await store.read([{ key, dependencies }]);
  if (reading === undefined) throw new Error('a reading for each request');
  return reading;
}

async function write(store: Store, key: string, dependencies: readonly string[], payload = '"old"'): Promise<void> {
  const { stamp } = await readOne(store, key, dependencies);
  const value: SealedValue = { codec: 'data', payload };
  const outcomes = await store.write([{ key, value, stamp, dependencies, ttl: 600_000, owner: OWNER }]);
  expect(outcomes).toEqual(['stored']);
}

function putOld(store: Store, tag: string, prefix: string): Promise<void> {
  return write(store, `${prefix}:app:a`, ['*', tag]);
}

async function get(store: Store, tag: string, prefix: string): Promise<unknown> {
  const { entry } = await readOne(store, `${prefix}:app:a`, ['*', tag]);
  // The values of this store are sealed.
  return entry === undefined ? undefined : JSON.parse(String((entry.value as SealedValue).payload));
}

async function tryGet(store: Store, tag: string, prefix: string): Promise<unknown> {
  return get(store, tag, prefix).catch(() => {
    // The cluster is still being found.
    return 'failed';
  });
}

/** Whether every node is reached. */
async function answers(store: Store, prefix: string): Promise<boolean> {
  const requests = Array.from({ length: 30 }, (_, i) => ({ key: `${prefix}:app:none${i}`, dependencies: ['*'] }));
  try {
    await store.read(requests);
    return true;
  } catch {
    // Not yet.
    return false;
  }
}
