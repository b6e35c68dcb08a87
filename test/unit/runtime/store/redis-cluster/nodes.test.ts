import { Cluster } from 'ioredis';
import { afterAll, expect, onTestFinished, vi } from 'vitest';
import { ClusterNodes } from '../../../../../runtime/src/store/redis/cluster/cluster-nodes.ts';
import { hashSlot } from '../../../../../runtime/src/store/redis/cluster/hash-slot.ts';
import { makeCluster } from '../../../../../runtime/src/store/redis/cluster/make-cluster.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../../servers/faulty-proxy.ts';
import { findPort } from '../../../../servers/find-port.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisCluster, startRedisCluster, until } from '../../../../servers/redis-cluster.ts';

const TIMEOUT = 400;
const GET = (): ['get', string][] => [['get', '{a}']];

describe('the nodes of a cluster', () => {
  let started: RedisCluster | undefined;

  beforeAll(async () => {
    started = await startRedisCluster();
  });

  afterAll(async () => {
    await started?.stop();
  });

  function cluster(): RedisCluster {
    if (started === undefined) throw new Error('the cluster is started before the cases');
    return started;
  }

  async function allow(user: string, ...except: readonly string[]): Promise<void> {
    for (const node of cluster().primaries) {
      await node.ask('acl', 'setuser', user, 'on', '>secret', '~*', '+@all', ...except);
    }
  }

  async function reach(addresses = cluster().addresses, client = {}): Promise<ClusterNodes> {
    const made = await makeCluster({ cluster: addresses }, client, TIMEOUT);
    return keep(new ClusterNodes({ client: made, timeout: TIMEOUT, trusts: false }));
  }

  /** Every node stands behind a proxy, at an address that the nodes themselves do not tell. */
  async function reachByProxies(form: 'table' | 'function'): Promise<{
    readonly nodes: ClusterNodes;
    readonly proxies: ReadonlyMap<number, FaultyProxy>;
  }> {
    const proxies = new Map<number, FaultyProxy>();
    for (const { port } of cluster().primaries) {
      const proxy = await startFaultyProxy(port);
      onTestFinished(proxy.close);
      proxies.set(port, proxy);
    }
    const table = Object.fromEntries(
      Array.from(proxies, ([port, proxy]) => [`127.0.0.1:${port}`, { host: '127.0.0.1', port: proxy.port }]),
    );
    const natMap = form === 'table' ? table : (address: string) => table[address] ?? null;
    const addresses = Array.from(proxies.values(), ({ port }) => ({ host: '127.0.0.1', port }));
    const given = new Cluster(addresses, { natMap, lazyConnect: true });
    const client = await makeCluster(given, {}, TIMEOUT);
    const nodes = keep(new ClusterNodes({ client, timeout: TIMEOUT, trusts: false }));
    await nodes.open();
    return { nodes, proxies };
  }

  it('say why they cannot be reached', async () => {
    const port = await findPort();
    const nobody = await reach([{ host: '127.0.0.1', port }]);
    await expect(nobody.open()).rejects.toThrow('Failed to refresh slots cache. Connection is closed.');
    expect(() => nobody.ofSlot(5)).toThrow(
      /^there is no connection to the Redis node of slot 5 \(it has none\)\. The last error was: /,
    );
    await allow('right');
    const wrong = await reach(undefined, { username: 'right', password: 'wrong' });
    await expect(wrong.open()).rejects.toThrow(/^Failed to refresh slots cache\. WRONGPASS /);
    const twice = await reach();
    await twice.open();
    await expect(twice.open()).rejects.toThrow('Redis is already connecting/connected');
  });

  it('are not told from others by a user who may not ask for their history', async () => {
    await allow('less', '-info');
    const nodes = await reach(undefined, { username: 'less', password: 'secret', enableReadyCheck: false });
    await nodes.open();
    expect(await nodes.areKnown()).toBe(false);
    const { mark, replies } = await nodes.ofSlot(hashSlot('{a}')).send(GET);
    expect({ mark, replies }).toEqual({ mark: 'trusted', replies: [[null, null]] });
  });

  it.each(['table', 'function'] as const)('are found where they tell addresses of their own, by a %s', async (form) => {
    const { nodes, proxies } = await reachByProxies(form);
    expect(await nodes.areKnown()).toBe(true);
    const owner = await cluster().ownerOf('{a}');
    for (const proxy of proxies.values()) proxy.takeTraffic();
    const there = await nodes.at(`127.0.0.1:${owner.port}`);
    expect(nodes.ofSlot(hashSlot('{a}'))).toBe(there);
    expect((await there.send(GET)).replies).toEqual([[null, null]]);
    expect(proxies.get(owner.port)?.takeTraffic().trips).toBeGreaterThan(0);
    const other = cluster().primaries.find(({ port }) => port !== owner.port);
    const moved = await nodes.move(hashSlot('{a}'), `127.0.0.1:${other?.port}`);
    expect(moved).not.toBe(there);
    await expect(nodes.at('127.0.0.1:1')).rejects.toThrow('there is no connection to the Redis node 127.0.0.1:1.');
  });

  it('are not asked for a while where they did not answer, and are reached anew', async () => {
    const { nodes, proxies } = await reachByProxies('table');
    const owner = await cluster().ownerOf('{a}');
    const node = nodes.ofSlot(hashSlot('{a}'));
    await node.send(GET);
    proxies.get(owner.port)?.become({ kind: 'halfOpen' });
    const late = `a node of the Redis cluster did not answer within ${TIMEOUT} ms.`;
    const failures = await Promise.allSettled(Array.from({ length: 6 }, () => node.send(GET)));
    const messages = failures.map((one) => (one.status === 'rejected' ? one.reason.message : one.status));
    expect(messages.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => late));
    // The fifth one ends the connection, which the sixth may hear of before its own time is over.
    expect([late, 'Connection is closed.']).toContain(messages[5]);
    await expect(node.send(GET)).rejects.toThrow(
      'a node of the Redis cluster did not answer lately, and is not asked for a while.',
    );
    expect(await nodes.areKnown()).toBe(true);
    proxies.get(owner.port)?.become({ kind: 'none' });
    proxies.get(owner.port)?.cut();
    await until('the node is asked again', () => answers(nodes));
    expect(nodes.ofSlot(hashSlot('{a}'))).not.toBe(node);
  });

  it('fail what was under way when a connection is cut, and are known by those that answer', async () => {
    const { nodes, proxies } = await reachByProxies('function');
    const owner = await cluster().ownerOf('{a}');
    const proxy = proxies.get(owner.port);
    const node = nodes.ofSlot(hashSlot('{a}'));
    await node.send(GET);
    proxy?.takeTraffic();
    proxy?.become({ kind: 'halfOpen' });
    const sent = node.send(GET);
    sent.catch(() => {
      // It is awaited below.
    });
    await vi.waitFor(() => expect(proxy?.takeTraffic().trips).toBe(1), { interval: 2 });
    proxy?.cut();
    await expect(sent).rejects.toThrow('Connection is closed.');
    for (const one of proxies.values()) one.become({ kind: 'refuse' });
    for (const one of proxies.values()) one.cut();
    await vi.waitFor(() => expect(nodes.areKnown()).rejects.toThrow('no node of the Redis cluster answers.'));
    await nodes.refresh();
    expect(() => nodes.ofSlot(hashSlot('{a}'))).toThrow(/^there is no connection to the Redis node of slot /);
  });
});

/** Closed when the case ends. */
function keep(nodes: ClusterNodes): ClusterNodes {
  onTestFinished(() => nodes.close());
  return nodes;
}

async function answers(nodes: ClusterNodes): Promise<boolean> {
  try {
    await nodes.ofSlot(hashSlot('{a}')).send(GET);
    return true;
  } catch {
    // Not yet.
    await nodes.refresh();
    return false;
  }
}
