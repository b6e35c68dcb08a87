import type { Milliseconds } from '../../../units.ts';
import { type ClusterClient, isClusterClient } from './cluster-client.ts';

/** How a cluster is reached: a client of ioredis, or addresses of some nodes. */
export type ClusterTarget = ClusterClient | ClusterAddresses;

/** `{ cluster: ['redis://10.0.0.1:6379', { host: '10.0.0.2', port: 6379 }] }`; some of the nodes are enough. */
export interface ClusterAddresses {
  readonly cluster: readonly (string | number | { readonly host?: string; readonly port?: number })[];
}

/** Whether it names a cluster. */
export function isClusterTarget(target: unknown): target is ClusterTarget {
  if (isClusterClient(target)) return true;
  return typeof target === 'object' && target !== null && Array.isArray(Reflect.get(target, 'cluster'));
}

/** A client of the store's own, which is not connected yet. One that was given is only copied. */
export async function makeCluster(
  target: ClusterTarget,
  given: Readonly<Record<string, unknown>>,
  timeout: Milliseconds,
): Promise<ClusterClient> {
  if (isClusterClient(target)) {
    // ioredis 5 leaves out what it is not told again.
    const known: unknown = Reflect.get(target.options, 'redisOptions');
    return target.duplicate([], clusterOptions({ ...Object(known), ...given }, timeout));
  }
  const { Cluster } = await import('ioredis');
  // Their types differ from version to version; what is used of the client both have.
  return new Cluster([...target.cluster], clusterOptions(given, timeout)) as unknown as ClusterClient;
}

/**
 * A connection to a node is one connection: where it ends, nothing that was under way on it is sent again, and ioredis makes
 * another one when it next asks who has which slot.
 */
function clusterOptions(given: Readonly<Record<string, unknown>>, timeout: Milliseconds): Record<string, unknown> {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: false,
    scaleReads: 'master',
    slotsRefreshTimeout: timeout,
    clusterNodeRetryStrategy: null,
    keyPrefix: '',
    redisOptions: {
      ...given,
      keyPrefix: '',
      connectTimeout: timeout,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      reconnectOnError: null,
      enableAutoPipelining: false,
      stringNumbers: false,
    },
  };
}
