import { randomUUID } from 'node:crypto';
import { afterAll, expect } from 'vitest';
import { sealBytes } from '../../../../../runtime/src/codec/seal-bytes.ts';
import type { Store, WriteOutcome, WriteRequest } from '../../../../../runtime/src/store/port.ts';
import { ClusterBounds } from '../../../../../runtime/src/store/redis/cluster/cluster-bounds.ts';
import { ClusterNodes } from '../../../../../runtime/src/store/redis/cluster/cluster-nodes.ts';
import { SETTLE_FLOOR } from '../../../../../runtime/src/store/redis/cluster/cluster-scripts.ts';
import { clusterStore } from '../../../../../runtime/src/store/redis/cluster/cluster-store.ts';
import { hashSlot } from '../../../../../runtime/src/store/redis/cluster/hash-slot.ts';
import { SETTLE_KEY_FLOOR } from '../../../../../runtime/src/store/redis/cluster/key-scripts.ts';
import { makeCluster } from '../../../../../runtime/src/store/redis/cluster/make-cluster.ts';
import { SlotRouter } from '../../../../../runtime/src/store/redis/cluster/slot-router.ts';
import type { SlotAnswer, SlotRunner, SlotStep } from '../../../../../runtime/src/store/redis/cluster/slot-step.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import type { Script } from '../../../../../runtime/src/store/redis/scripts.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisCluster, startRedisCluster, until } from '../../../../servers/redis-cluster.ts';

const OWNER = 'f:app:find';
const BOTH: Script = { name: 'both', text: `return { redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]) }` };

/** Passes everything on, and does something before each step of a script. */
class Disturbing implements SlotRunner {
  steps = 0;
  readonly #runner: SlotRunner;
  readonly #before: (step: SlotStep) => Promise<unknown> | undefined;

  constructor(runner: SlotRunner, before: (step: SlotStep) => Promise<unknown> | undefined = () => undefined) {
    this.#runner = runner;
    this.#before = before;
  }

  async run(step: SlotStep): Promise<SlotAnswer> {
    this.steps++;
    await this.#before(step);
    return this.#runner.run(step);
  }

  get(name: string): Promise<SlotAnswer> {
    return this.#runner.get(name);
  }
}

describe('steps to the nodes of a cluster', () => {
  let cluster: RedisCluster | undefined;
  let nodes: ClusterNodes | undefined;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    const client = await makeCluster({ cluster: cluster.addresses }, {}, 1000);
    nodes = new ClusterNodes({ client, timeout: 1000, trusts: false });
    await nodes.open();
  });

  afterAll(async () => {
    nodes?.close();
    await cluster?.stop();
  });

  function current(): { readonly cluster: RedisCluster; readonly router: SlotRouter } {
    if (cluster === undefined || nodes === undefined) throw new Error('the cluster is started before the cases');
    return { cluster, router: new SlotRouter(nodes) };
  }

  /** Two primaries: the one that has the slot of the name, and another one. */
  async function pairOf(name: string) {
    const { primaries } = current().cluster;
    const from = await current().cluster.ownerOf(name);
    const to = primaries.find(({ port }) => port !== from.port);
    if (to === undefined) throw new Error('there are three primaries');
    return { slot: hashSlot(name), from, to };
  }

  /** A tag whose slot is empty: Redis gives away no slot that holds what another case has left. */
  async function unusedTag(): Promise<string> {
    for (;;) {
      const tag = `{${randomUUID()}}`;
      const { slot, from } = await pairOf(tag);
      if ((await from.ask('cluster', 'countkeysinslot', slot)) === 0) return tag;
    }
  }

  function open(runner: SlotRunner, names = new RedisNames(randomUUID())): Store {
    return clusterStore({ runner, names, sealing: sealBytes(), areKnown: true, close: () => undefined });
  }

  async function request(store: Store, key: string, more: Partial<WriteRequest> = {}): Promise<WriteRequest> {
    const dependencies = ['*', OWNER];
    const [reading] = await store.read([{ key, dependencies }]);
    if (reading === undefined) throw new Error('a reading for each request');
    const value = { codec: 'data', payload: '1' };
    return { key, value, stamp: reading.stamp, dependencies, ttl: 60_000, owner: OWNER, ...more };
  }

  async function put(store: Store, key: string, more: Partial<WriteRequest> = {}): Promise<WriteOutcome | undefined> {
    return (await store.write([await request(store, key, more)]))[0];
  }

  it('take what is no text for nothing of ours, and write over it', async () => {
    const names = new RedisNames(randomUUID());
    const { router } = current();
    const store = open(router, names);
    for (const name of [names.counter, names.entry('a'), names.dependency('*'), names.floor('*')]) {
      await (await current().cluster.ownerOf(name)).ask('lpush', name, 'x');
    }
    expect(await router.get(names.entry('a'))).toEqual({ value: '', mark: '' });
    const [reading] = await store.read([{ key: 'a', dependencies: ['*', OWNER] }]);
    expect(reading).toEqual({ reason: 'malformed', stamp: { epoch: expect.any(String), count: expect.any(Number) } });
    await until('the floors are made anew', async () => (await put(store, 'a')) === 'stored');
    const [found] = await store.read([{ key: 'a', dependencies: ['*', OWNER] }]);
    expect(found?.entry?.value).toEqual({ codec: 'data', payload: '1' });
  });

  it('fail where two nodes send them to each other, and go on when these agree', async () => {
    const name = await unusedTag();
    const { slot, from, to } = await pairOf(name);
    await from.ask('cluster', 'setslot', slot, 'node', to.id);
    expect(await to.ask('cluster', 'keyslot', name)).toBe(slot);
    await expect(current().router.get(name)).rejects.toThrow(/^MOVED /);
    await to.ask('cluster', 'setslot', slot, 'node', to.id);
    await until('the slot is found', async () => {
      try {
        return (await current().router.get(name)).value === null;
      } catch {
        // Not yet.
        return false;
      }
    });
  });

  it('wait a while for the rest of a slot that is on its way, and no longer', async () => {
    const tag = await unusedTag();
    const [there, here] = [`${tag}there`, `${tag}here`];
    const { slot, from, to } = await pairOf(tag);
    await from.ask('mset', there, '1', here, '2');
    await to.ask('cluster', 'setslot', slot, 'importing', from.id);
    await from.ask('cluster', 'setslot', slot, 'migrating', to.id);
    await from.ask('migrate', '127.0.0.1', to.port, there, 0, 5000);
    const step: SlotStep = { script: BOTH, keys: [there, here], args: [], plain: true };
    await expect(current().router.run(step)).rejects.toThrow(/^TRYAGAIN/);
    const waiting = current().router.run(step);
    await from.ask('migrate', '127.0.0.1', to.port, here, 0, 5000);
    expect((await waiting).value).toEqual(['1', '2']);
    for (const node of [to, from]) await node.ask('cluster', 'setslot', slot, 'node', to.id);
    expect((await current().router.run(step)).value).toEqual(['1', '2']);
  });

  it('give up where somebody deletes floors as often as they are made', async () => {
    const runner = new Disturbing(current().router, ({ script, keys }) => {
      if (script !== SETTLE_FLOOR && script !== SETTLE_KEY_FLOOR) return undefined;
      const name = script === SETTLE_FLOOR ? keys[0] : keys[1];
      return current()
        .cluster.ownerOf(keys[0])
        .then((node) => node.ask('del', name ?? ''));
    });
    const names = new RedisNames(randomUUID());
    const store = open(runner, names);
    await expect(Promise.resolve(store.invalidate(['t:a']))).rejects.toThrow(
      'a floor is lost as often as it is made: t:a. Is something else writing to it?',
    );
    const calm = open(current().router, names);
    await calm.invalidate(['*', OWNER]);
    const [stamp] = await calm.takeNextStamps([{ key: 'a', dependencies: ['*', OWNER] }]);
    const read = await request(calm, 'a');
    const refresh = { ...read, stamp: stamp ?? read.stamp, raisesFloor: true };
    await expect(Promise.resolve(store.write([refresh]))).rejects.toThrow(
      'the floor of the key a is lost as often as it is made. Is something else writing to it?',
    );
    expect(await store.write([await request(calm, 'a')])).toEqual(['refused']);
  });

  it('count the entries of a bounded function: those that end, and none where the sets are lost', async () => {
    const names = new RedisNames(randomUUID());
    const store = open(current().router, names);
    expect(await store.sizeOf(OWNER)).toBe(undefined);
    for (const key of ['a', 'b', 'c']) expect(await put(store, key, { maxSize: 2 })).toBe('stored');
    expect(await store.sizeOf(OWNER)).toBe(2);
    expect(await store.invalidateKeys(['b', 'none'])).toEqual([true, false]);
    expect(await store.sizeOf(OWNER)).toBe(1);
    const sets = names.sets(OWNER);
    await (await current().cluster.ownerOf(sets[0])).ask('del', ...sets);
    expect(await store.sizeOf(OWNER)).toBe(0);
  });

  it('note uses once each, and again when so many others were used that they are forgotten', async () => {
    const runner = new Disturbing(current().router);
    const bounds = new ClusterBounds(runner, new RedisNames(randomUUID()));
    const notedFor = (...keys: readonly string[]): number => {
      const before = runner.steps;
      for (const key of keys) bounds.use(OWNER, key);
      return runner.steps - before;
    };
    const others = Array.from({ length: 10_000 }, (_, i) => `other ${i}`);
    expect([notedFor('a', 'b', 'a'), notedFor(...others), notedFor('a', 'a')]).toEqual([2, 10_000, 1]);
    // Those are on their way in this turn; what is asked for behind them is answered after them.
    expect(await bounds.sizeOf(OWNER)).toBe(undefined);
  });
});
