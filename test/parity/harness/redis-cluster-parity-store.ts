import { afterAll } from 'vitest';
import { redisStore } from '../../../runtime/src/redis.ts';
import { type ClusterNode, type RedisCluster, startRedisCluster } from '../../servers/redis-cluster.ts';
import { ageStore } from './age-store.ts';
import type { ParityDefinition } from './parity-store.ts';

const lazily: { started?: Promise<RedisCluster>; prefixes: number } = { prefixes: 0 };

afterAll(async () => {
  await (await lazily.started)?.stop();
});

/**
 * A prefix of its own in a cluster that the cases of one file share. Its entries expire by the servers' clocks, as in
 * redis-parity-store.ts.
 */
export function defineRedisCluster(): ParityDefinition {
  const prefix = `parity${lazily.prefixes++}`;
  return {
    kind: 'redis',
    bytesOf: async (dependency) => {
      const nodes = (await lazily.started)?.primaries ?? [];
      const sizes = await Promise.all(nodes.map((node) => bytesOf(node, `${prefix}:*${dependency}`)));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    open: async (context) => {
      lazily.started ??= startRedisCluster();
      const { addresses, primaries } = await lazily.started;
      const store = await redisStore({ cluster: addresses }).open({ ...context, prefix });
      const passed = { until: context.now() };
      const age = async (): Promise<void> => {
        const duration = context.now() - passed.until;
        passed.until += duration;
        if (duration > 0) await Promise.all(primaries.map((node) => shortenLives(node, prefix, duration)));
      };
      return { ...ageStore(store, age), dispose: () => store.dispose() };
    },
  };
}

async function shortenLives(node: ClusterNode, prefix: string, duration: number): Promise<void> {
  for (const name of await namesOf(node, `${prefix}:*`)) {
    const left = Number(await node.ask('pttl', name));
    if (left > 0) await node.ask('pexpire', name, left - duration);
  }
}

async function bytesOf(node: ClusterNode, pattern: string): Promise<number> {
  let sum = 0;
  for (const name of await namesOf(node, pattern)) sum += Number(await node.ask('memory', 'usage', name));
  return sum;
}

async function namesOf(node: ClusterNode, pattern: string): Promise<readonly string[]> {
  const names = await node.ask('keys', pattern);
  return Array.isArray(names) ? names.map(String) : [];
}
