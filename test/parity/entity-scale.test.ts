import { configure, invalidateEntity } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { recordRequests } from './harness/record-requests.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as EntityScale from './services/entity-scale.ts';

const service = await loadService<typeof EntityScale>('entity-scale');
const { runs, search } = service;

const SEARCHES = 10_000;
const AT_ONCE = 1_000;

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('X-31: what hangs on an entity counts neither for the requests of its invalidation nor for what is kept of it', async () => {
    const requests: unknown[] = [];
    const definition = store.define();
    await configure({ store: recordRequests(definition, requests), replace: true });
    await cache.meet({ user: [1] });
    await search('first');
    const bytes = await definition.bytesOf?.('e:user:1');
    for (let start = 0; start < SEARCHES; start += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => search(`text ${start + at}`)));
    }
    expect([await search('text 0'), runs.search]).toEqual([{ id: 1, name: 'Ada' }, SEARCHES + 1]);
    expect(await definition.bytesOf?.('e:user:1')).toBe(bytes);
    // Of some stores nobody can tell from outside.
    expect(bytes ?? 1).toBeGreaterThan(0);
    expect(bytes ?? 1).toBeLessThan(1_000);

    requests.length = 0;
    await invalidateEntity('user', 1);
    expect(requests).toEqual([['invalidate', ['e:user:1']]]);
    for (const text of ['first', 'text 0', 'text 4999', 'text 9999']) await search(text);
    expect(runs.search).toBe(SEARCHES + 5);
  });
});
