import { ConfigurationError, configure } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { compileAsync, freshRuntime } from '../unit/runtime/compiled-function.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as LockedTtl from './services/locked-ttl.ts';

const service = await loadService<typeof LockedTtl>('locked-ttl');
const { getLocked } = service;

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('R-15: with lockedTtl every entry lives exactly that long', async () => {
    await configure({ lockedTtl: '300ms' });
    expect([await getLocked(1), await getLocked(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ]);
    cache.advance('1s');
    expect(await getLocked(1)).toEqual({ id: 1, run: 2 });
  });
});

it('RM-09: a function with a ttl of its own is refused beside lockedTtl, whichever of the two comes first', async () => {
  const options = { parameters: ['id'], spec: { ttl: 5000 } };
  const refusal = new ConfigurationError(
    'lockedTtl (3600000ms) is the ttl of every function, but find in src/find.ts says ttl=5000ms. Remove one of the two.',
  );
  const loadedFirst = freshRuntime().runtime;
  compileAsync(loadedFirst, 'find', options, async (id: number) => id);
  await expect(loadedFirst.configure({ lockedTtl: '1h' })).rejects.toThrow(refusal);

  const configuredFirst = freshRuntime().runtime;
  await configuredFirst.configure({ lockedTtl: '1h' });
  expect(() => compileAsync(configuredFirst, 'find', options, async (id: number) => id)).toThrow(refusal);
});
