import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findPort } from './find-port.ts';
import { type RedisServer, startRedisServer } from './redis-server.ts';

/** One server of a cluster. */
export interface ClusterNode extends RedisServer {
  /** The name that the cluster knows it by. */
  readonly id: string;
  /** Where the nodes speak with each other. */
  readonly bus: number;
  /** Asks it something, on a connection of the test's own. */
  readonly ask: (name: string, ...words: readonly (string | number)[]) => Promise<unknown>;
}

/** A Redis Cluster of the test's own: real servers on free ports of this machine. */
export interface RedisCluster {
  readonly primaries: readonly ClusterNode[];
  /** One for each primary, where there are any. */
  readonly replicas: readonly ClusterNode[];
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
  /** The primary that has the slot of a name, as the first primary sees it. */
  readonly ownerOf: (name: string) => Promise<ClusterNode>;
  /** Ends all servers and removes their files. */
  readonly stop: () => Promise<void>;
}

const SLOTS = 16_384;
const PAUSE = 20;
const TRIES = 1500;

/** Starts three primaries, and one replica for each if wanted; resolves when all agree that the cluster is up. */
export async function startRedisCluster({
  replicas = false,
}: {
  readonly replicas?: boolean;
} = {}): Promise<RedisCluster> {
  const begun = Array.from({ length: replicas ? 6 : 3 }, startNode);
  try {
    return await joinNodes(await Promise.all(begun));
  } catch (error) {
    await stopAll(begun);
    throw error;
  }
}

/** Makes a cluster of three primaries, and of replicas where there are more nodes. */
async function joinNodes(nodes: readonly ClusterNode[]): Promise<RedisCluster> {
  const [primaries, others] = [nodes.slice(0, 3), nodes.slice(3)];
  const [first] = primaries;
  if (first === undefined) throw new Error('there are nodes');
  await Promise.all(
    primaries.map((node, at) =>
      node.ask('cluster', 'addslotsrange', Math.floor((at * SLOTS) / 3), Math.floor(((at + 1) * SLOTS) / 3) - 1),
    ),
  );
  for (const [at, node] of nodes.entries()) await node.ask('cluster', 'set-config-epoch', at + 1);
  for (const { port, bus } of nodes.slice(1)) await first.ask('cluster', 'meet', '127.0.0.1', port, bus);
  await until('all nodes know each other', async () => {
    const infos = await Promise.all(nodes.map((node) => node.ask('cluster', 'info')));
    return infos.every((info) => String(info).includes(`cluster_known_nodes:${nodes.length}`));
  });
  for (const [at, node] of others.entries()) await node.ask('cluster', 'replicate', primaries[at]?.id ?? '');
  await until('the cluster is up', async () => {
    const infos = await Promise.all(nodes.map((node) => node.ask('cluster', 'info')));
    return infos.every((info) => /cluster_state:ok\r\ncluster_slots_assigned:16384\b/.test(String(info)));
  });
  await until('replicas follow', async () => {
    const infos = await Promise.all(others.map((node) => node.ask('info', 'replication')));
    return infos.every((info) => String(info).includes('master_link_status:up'));
  });
  return {
    primaries,
    replicas: others,
    addresses: primaries.map(({ port }) => ({ host: '127.0.0.1', port })),
    ownerOf: (name) => ownerOf(nodes, name),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** Also those that are still starting. */
async function stopAll(begun: readonly Promise<ClusterNode>[]): Promise<void> {
  const nodes = await Promise.allSettled(begun);
  await Promise.all(nodes.map((node) => (node.status === 'fulfilled' ? node.value.stop() : undefined)));
}

/** Waits for something that takes a while. @throws Error where it does not come in 30 s */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    if (await holds()) return;
    await wait(PAUSE);
  }
  throw new Error(`it did not happen that ${what}`);
}

async function startNode(): Promise<ClusterNode> {
  const bus = await findPort();
  const server = await startRedisServer(
    ...['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '1500'],
    ...[
      '--cluster-require-full-coverage',
      'no',
      '--repl-diskless-sync-delay',
      '0',
      '--cluster-allow-replica-migration',
      'no',
    ],
  );
  const client = new Redis(server.port, '127.0.0.1', {
    lazyConnect: true,
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  // Servers are killed by tests, and come back.
  client.on('error', () => undefined);
  const ask: ClusterNode['ask'] = (name, ...words) => client.call(name, ...words);
  return {
    ...server,
    bus,
    id: String(await ask('cluster', 'myid')),
    ask,
    stop: async () => {
      client.disconnect();
      await server.stop();
    },
  };
}

async function ownerOf(nodes: readonly ClusterNode[], name: string): Promise<ClusterNode> {
  const [first] = nodes;
  const slot = Number(await first?.ask('cluster', 'keyslot', name));
  const ranges = await first?.ask('cluster', 'slots');
  // `CLUSTER SLOTS` answers [first, last, [host, port, id], …] for each range.
  const range = (ranges as [number, number, [string, number]][]).find(([low, high]) => low <= slot && slot <= high);
  const owner = nodes.find(({ port }) => port === range?.[2][1]);
  if (owner === undefined) throw new Error(`nobody has the slot ${slot}`);
  return owner;
}
