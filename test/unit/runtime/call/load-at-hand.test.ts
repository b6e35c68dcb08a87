import { describe, expect, it, vi } from 'vitest';
import { createCache } from '../../../../runtime/src/cache.ts';
import { keepAtHand } from '../../../../runtime/src/call/at-hand.ts';
import { loadAtHand } from '../../../../runtime/src/call/load-at-hand.ts';
import { createRuntime } from '../../../../runtime/src/runtime.ts';
import { compileAsync, compileSync } from '../compiled-function.ts';

function plainRuntime() {
  const cache = createCache({ now: () => 1_000_000, startTimer: () => {} });
  return { cache, runtime: createRuntime(cache) };
}

describe('what keeps entries at hand', () => {
  it('is loaded by the first hit of an asynchronous function', async () => {
    const { cache, runtime } = plainRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    await find(1);
    expect(cache.keepAtHand).toBe(loadAtHand);
    await find(1);
    expect(cache.keepAtHand).not.toBe(loadAtHand);
    await vi.waitFor(() => expect(cache.keepAtHand).toBe(keepAtHand));
    expect(cache.byFunction.get(find)?.atHand).toBe(undefined);
    expect(await find(1)).toBe(1);
    expect(cache.byFunction.get(find)?.atHand).toBeDefined();
  });

  it('is loaded when a synchronous function is, for that may never let it come later', async () => {
    const { cache, runtime } = plainRuntime();
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => n * n);
    expect([square(3), square(3)]).toEqual([9, 9]);
    await vi.waitFor(() => expect(cache.keepAtHand).toBe(keepAtHand));
    const cube = compileSync(runtime, 'cube', { parameters: ['n'] }, (n: number) => n ** 3);
    expect(cache.byFunction.get(cube)?.atHand).toBeDefined();
    expect([cube(3), cube(3), square(3)]).toEqual([27, 27, 9]);
  });
});
