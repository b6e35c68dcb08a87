import { afterAll, expect } from 'vitest';
import { sealBytes } from '../../../../../runtime/src/codec/seal-bytes.ts';
import type { Store, WriteRequest } from '../../../../../runtime/src/store/port.ts';
import { ClusterNodes } from '../../../../../runtime/src/store/redis/cluster/cluster-nodes.ts';
import { clusterStore } from '../../../../../runtime/src/store/redis/cluster/cluster-store.ts';
import { makeCluster } from '../../../../../runtime/src/store/redis/cluster/make-cluster.ts';
import { SlotRouter } from '../../../../../runtime/src/store/redis/cluster/slot-router.ts';
import type { SlotAnswer, SlotRunner, SlotStep } from '../../../../../runtime/src/store/redis/cluster/slot-step.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisCluster, startRedisCluster } from '../../../../servers/redis-cluster.ts';

/**
 * Counts how often somebody waits for the nodes one after another. Answers are held back until all that was sent with them has
 * arrived, so that what goes on side by side stays side by side.
 */
class CountingRunner implements SlotRunner {
  trips = 0;
  readonly #runner: SlotRunner;
  #waiting: (() => Promise<() => void>)[] = [];

  constructor(runner: SlotRunner) {
    this.#runner = runner;
  }

  run(step: SlotStep): Promise<SlotAnswer> {
    return this.#together(() => this.#runner.run(step));
  }

  get(name: string): Promise<SlotAnswer> {
    return this.#together(() => this.#runner.get(name));
  }

  #together(send: () => Promise<SlotAnswer>): Promise<SlotAnswer> {
    if (this.#waiting.length === 0) setImmediate(() => void this.#travel());
    return new Promise((resolve, reject) => {
      this.#waiting.push(() =>
        send().then(
          (answer) => () => resolve(answer),
          (error) => () => reject(error),
        ),
      );
    });
  }

  async #travel(): Promise<void> {
    const sent = this.#waiting;
    this.#waiting = [];
    this.trips++;
    for (const deliver of await Promise.all(sent.map((send) => send()))) deliver();
  }
}

const OWNER = 'f:app:find';
const KNOWN = ['*', OWNER];
const FOUND = ['*', OWNER, 'e:user:1', 'e:team:7'];

describe('trips to the nodes of a cluster', () => {
  let cluster: RedisCluster | undefined;
  let nodes: ClusterNodes | undefined;
  let runner: CountingRunner | undefined;
  const pipelines = new Map<string, number>();

  beforeAll(async () => {
    cluster = await startRedisCluster();
    const client = await makeCluster({ cluster: cluster.addresses }, {}, 1000);
    client.on('+node', (node) => countPipelines(node, pipelines));
    nodes = new ClusterNodes({ client, timeout: 1000, trusts: false });
    await nodes.open();
    await nodes.areKnown();
    runner = new CountingRunner(new SlotRouter(nodes));
  });

  afterAll(async () => {
    nodes?.close();
    await cluster?.stop();
  });

  function open(prefix: string): Store {
    if (runner === undefined) throw new Error('the cluster is started before the cases');
    return clusterStore({
      runner,
      names: new RedisNames(prefix),
      sealing: sealBytes(),
      areKnown: true,
      close: () => undefined,
    });
  }

  /** Trips of some work, and the most pipelines that one node was sent meanwhile. */
  async function count(work: () => unknown): Promise<{ trips: number; pipelines: number }> {
    if (runner === undefined) throw new Error('the cluster is started before the cases');
    runner.trips = 0;
    pipelines.clear();
    await work();
    return { trips: runner.trips, pipelines: Math.max(...pipelines.values()) };
  }

  async function write(store: Store, key: string, dependencies: readonly string[]): Promise<WriteRequest> {
    const [reading] = await store.read([{ key, dependencies: KNOWN }]);
    if (reading === undefined) throw new Error('a reading for each request');
    const value = { codec: 'data', payload: '1' };
    const request = { key, value, stamp: reading.stamp, dependencies, ttl: 60_000, owner: OWNER };
    expect(await store.write([request])).toEqual(['stored']);
    return request;
  }

  it('takes one for a hit, a miss, and a batch of them', async () => {
    const store = open('one');
    await write(store, 'one:app:a', KNOWN);
    const read = (...names: readonly string[]) =>
      count(() => store.read(names.map((name) => ({ key: `one:app:${name}`, dependencies: KNOWN }))));
    expect(await read('a')).toEqual({ trips: 1, pipelines: 1 });
    expect(await read('none')).toEqual({ trips: 1, pipelines: 1 });
    expect(await read('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')).toEqual({ trips: 1, pipelines: 1 });
  });

  it('takes two for a hit whose dependencies are found in it, and one when they are remembered', async () => {
    const store = open('two');
    await write(store, 'two:app:a', FOUND);
    const read = () => count(() => store.read([{ key: 'two:app:a', dependencies: KNOWN }]));
    expect((await read()).trips).toBe(2);
    expect(await read()).toEqual({ trips: 1, pipelines: 1 });
  });

  it('takes one for the reads of all who ask in one turn, and asks each node once', async () => {
    const store = open('turn');
    await write(store, 'turn:app:a', KNOWN);
    const readMany = () =>
      Promise.all(Array.from({ length: 50 }, (_, i) => store.read([{ key: `turn:app:${i}`, dependencies: KNOWN }])));
    expect(await count(readMany)).toEqual({ trips: 1, pipelines: 1 });
  });

  it('takes two to store a result, whatever it depends on, once its buckets are in use', async () => {
    const store = open('store');
    for (const dependencies of [KNOWN, FOUND]) {
      const request = await write(store, 'store:app:a', dependencies);
      expect((await count(() => store.write([request]))).trips).toBe(2);
    }
  });

  it('takes two to store many results at once, once their buckets are in use', async () => {
    const store = open('many');
    const keys = Array.from({ length: 100 }, (_, i) => `many:app:${i}`);
    const writes = await Promise.all(keys.map((key) => write(store, key, KNOWN)));
    const outcomes: unknown[] = [];
    const counted = await count(async () => outcomes.push(...(await store.write(writes))));
    expect([counted.trips, outcomes]).toEqual([2, keys.map(() => 'stored')]);
  });

  it('takes two to invalidate, one thing or many, once their buckets are in use', async () => {
    const store = open('ends');
    const names = Array.from({ length: 300 }, (_, i) => `t:row:${i}`);
    await store.invalidate(names);
    expect((await count(() => store.invalidate(names.slice(0, 1)))).trips).toBe(2);
    expect((await count(() => store.invalidate(names))).trips).toBe(2);
    const request = await write(store, 'ends:app:a', KNOWN);
    expect((await count(() => store.invalidateKeys([request.key]))).trips).toBe(2);
  });

  it('takes four to invalidate what has not been used yet, and eight to store what has not', async () => {
    const store = open('first');
    expect((await count(() => store.invalidate(['t:first']))).trips).toBe(4);
    const [reading] = await store.read([{ key: 'first:app:a', dependencies: KNOWN }]);
    if (reading === undefined) throw new Error('a reading for each request');
    const value = { codec: 'data', payload: '1' };
    const request = { key: 'first:app:a', value, stamp: reading.stamp, dependencies: KNOWN, ttl: 60_000, owner: OWNER };
    const outcomes: unknown[] = [];
    const counted = await count(async () => outcomes.push(...(await store.write([request]))));
    expect({ outcomes, trips: counted.trips }).toEqual({ outcomes: ['stored'], trips: 8 });
  });
});

/** Counts what is sent, without changing it. */
function countPipelines(node: unknown, pipelines: Map<string, number>): void {
  // ioredis gives its connection with the event.
  const client = node as { pipeline: (...args: unknown[]) => unknown; options: { port: number } };
  const send = client.pipeline.bind(client);
  client.pipeline = (...args) => {
    const name = String(client.options.port);
    pipelines.set(name, (pipelines.get(name) ?? 0) + 1);
    return send(...args);
  };
}
