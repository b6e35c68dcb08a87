import type { StoreDefinition } from 'holdfast';
import { afterAll } from 'vitest';
import { redisStore } from '../../../runtime/src/redis.ts';
import { type ClusterNode, type RedisCluster, startRedisCluster } from '../../servers/redis-cluster.ts';
import { ageStore } from './age-store.ts';

const lazily: { started?: Promise<RedisCluster>; prefixes: number } = { prefixes: 0 };

afterAll(async () => {
  await (await lazily.started)?.stop();
});

/**
 * A prefix of its own in a cluster that the cases of one file share. Its entries expire by the servers' clocks, as in
 * redis-parity-store.ts.
 */
export function defineRedisCluster(): StoreDefinition {
  return {
    kind: 'redis',
    open: async (context) => {
      lazily.started ??= startRedisCluster();
      const { addresses, primaries } = await lazily.started;
      const prefix = `parity${lazily.prefixes++}`;
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
  const names = await node.ask('keys', `${prefix}:*`);
  for (const name of Array.isArray(names) ? names.map(String) : []) {
    const left = Number(await node.ask('pttl', name));
    if (left > 0) await node.ask('pexpire', name, left - duration);
  }
}
