import type { Milliseconds } from '../../../units.ts';
import type { Sealing } from '../../../value/sealing.ts';
import type { Store, StoreContext } from '../../port.ts';
import { RedisNames } from '../redis-names.ts';
import { WritesUnderWay } from '../writes-under-way.ts';
import { ClusterBounds } from './cluster-bounds.ts';
import type { ClusterClient } from './cluster-client.ts';
import { ClusterCounter } from './cluster-counter.ts';
import { ClusterInvalidator } from './cluster-invalidator.ts';
import { ClusterNodes } from './cluster-nodes.ts';
import { ClusterReader } from './cluster-reader.ts';
import { ClusterWriter } from './cluster-writer.ts';
import { type ClusterTarget, makeCluster } from './make-cluster.ts';
import { SlotRouter } from './slot-router.ts';
import type { SlotRunner } from './slot-step.ts';

/** What a cluster's store is opened with. */
export interface ClusterSettings {
  readonly target: ClusterTarget;
  /** Options of ioredis for the connections to the nodes. */
  readonly client: Readonly<Record<string, unknown>>;
  readonly afterFailover: 'forget' | 'trust';
  readonly timeout: Milliseconds;
  readonly sealing: Sealing;
}

/** What the parts of a cluster's store share. */
export interface ClusterParts {
  readonly runner: SlotRunner;
  readonly names: RedisNames;
  readonly sealing: Sealing;
  /** Whether the servers can be told from others. */
  readonly areKnown: boolean;
  readonly close: () => void;
}

/** Opens the store of a cluster. @throws Error that says why it cannot be reached */
export async function openCluster(settings: ClusterSettings, { prefix }: StoreContext): Promise<Store> {
  const { target, timeout, afterFailover, sealing } = settings;
  const client: ClusterClient = await makeCluster(target, settings.client, timeout);
  const nodes = new ClusterNodes({ client, timeout, trusts: afterFailover === 'trust' });
  try {
    await nodes.open();
    const areKnown = await nodes.areKnown();
    const runner = new SlotRouter(nodes);
    return clusterStore({ runner, names: new RedisNames(prefix), sealing, areKnown, close: () => nodes.close() });
  } catch (error) {
    nodes.close();
    throw error;
  }
}

/** The store over something that takes steps to their slots. */
export function clusterStore({ runner, names, sealing, areKnown, close }: ClusterParts): Store {
  const counter = new ClusterCounter(runner, names.counter);
  const bounds = new ClusterBounds(runner, names);
  const reader = new ClusterReader({ runner, counter, names, bounds });
  const writer = new ClusterWriter({ runner, counter, names, bounds });
  const invalidator = new ClusterInvalidator({ runner, counter, names, reader, bounds });
  const underWay = new WritesUnderWay();
  return {
    kind: 'redis',
    promise: areKnown ? 'strict' : 'bounded',
    synchronous: false,
    sealing,
    read: (requests) => reader.read(requests),
    takeNextStamps: async (requests) => {
      const next = await counter.next();
      return requests.map(() => next);
    },
    answersInOrder: true,
    write: (writes) => underWay.follow(writer.write(writes)),
    invalidate: (dependencies) => invalidator.invalidate(dependencies),
    invalidateKeys: (keys) => invalidator.invalidateKeys(keys),
    sizeOf: (owner) => bounds.sizeOf(owner),
    dispose: async () => {
      await underWay.end();
      close();
    },
  };
}
