import { configure } from 'holdfast';
import { startFreshCache } from 'holdfast/testing';
import { expect, onTestFinished } from 'vitest';
import { redisStore } from '../../runtime/src/redis.ts';
import { commandsDuring } from '../servers/commands-during.ts';
import { startFaultyProxy } from '../servers/faulty-proxy.ts';
import { it } from '../servers/redis-cases.ts';
import { startRedisServer } from '../servers/redis-server.ts';
import { loadService } from './harness/load-service.ts';
import { observeStore } from './harness/parity-store.ts';
import type * as Entities from './services/entities.ts';

it('R-61: the writes of one batch go to Redis in one round trip, and all are readable', async () => {
  const { getData, runs } = await loadService<typeof Entities>('entities');
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const proxy = await startFaultyProxy(server.port);
  onTestFinished(() => proxy.close());
  onTestFinished(startFreshCache().end);
  const { definition, opened } = observeStore(redisStore(`redis://127.0.0.1:${proxy.port}`));
  await configure({ store: definition });
  await getData(0);

  const owner = 'f:app:getData';
  const dependencies = ['*', owner];
  const [reading] = await opened().read([{ key: 'hf:app:getData(id=0)', dependencies }]);
  const { entry, stamp } = reading ?? {};
  if (entry === undefined || stamp === undefined) throw new Error('a call that was stored has an entry');
  const writes = [1, 2, 3].map((id) => ({
    key: `hf:app:getData(id=${id})`,
    value: entry.value,
    stamp,
    dependencies,
    ttl: 60_000,
    owner,
  }));
  proxy.takeTraffic();
  const outcomes: unknown[] = [];
  const seen = await commandsDuring(server.url, async () => outcomes.push(...(await opened().write(writes))));
  const sent = seen.filter(({ isInScript }) => !isInScript);
  expect([outcomes, sent.length, proxy.takeTraffic().trips]).toEqual([['stored', 'stored', 'stored'], 1, 1]);

  const stored = { id: 0, run: 1 };
  expect([await getData(1), await getData(2), await getData(3), runs.getData]).toEqual([stored, stored, stored, 1]);
});
