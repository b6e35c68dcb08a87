import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import * as holdfast from '../../../runtime/src/index.ts';
import { sharedCache } from '../../../runtime/src/shared-cache.ts';
import { fakeClock, startFreshCache, withFreshCache } from '../../../runtime/src/testing.ts';

const PLACE = Symbol.for('holdfast/1');
const OTHER = Symbol.for('holdfast/2');

afterEach(() => {
  Reflect.deleteProperty(globalThis, OTHER);
});

describe('the cache of the process', () => {
  it('is one for all copies of the package', () => {
    expect(sharedCache()).toBe(sharedCache());
    expect(Reflect.get(globalThis, PLACE)).toBe(sharedCache());
  });

  it('is refused beside one of another major version, naming both places', () => {
    const mine = sharedCache();
    Reflect.deleteProperty(globalThis, PLACE);
    Reflect.set(globalThis, OTHER, { path: 'file:///other/holdfast/index.js' });
    try {
      expect(() => sharedCache()).toThrow(
        /holdfast\/2 \(file:\/\/\/other\/holdfast\/index\.js\) and holdfast\/1 \(file:.*shared-cache\.ts\)/,
      );
      expect(() => sharedCache()).toThrow(expect.objectContaining({ code: 'HF3007' }));
    } finally {
      Reflect.set(globalThis, PLACE, mine);
    }
  });

  it('prints its events with NODE_DEBUG=holdfast', async () => {
    const program = `
      const { createCache } = await import(${JSON.stringify(fileURLToPath(new URL('../../../runtime/src/cache.ts', import.meta.url)))});
      createCache({ now: () => 0, startTimer: () => {} }).events.emit('hit', { id: 'f', key: 'k' });`;
    const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, NODE_DEBUG: 'holdfast', NODE_NO_WARNINGS: '1' },
    });
    expect(stderr.replace(/\d+/, '1')).toBe("HOLDFAST 1: hit { id: 'f', key: 'k' }\n");
  });
});

describe('the public functions', () => {
  it('work on the cache of the process', async () => {
    await withFreshCache(async () => {
      const [handle] = holdfast.compiled({
        abi: 1,
        file: 'test/shared-cache.test.ts',
        namespace: 'test',
        specs: [{ id: 'one', kind: 'function', calls: 'sync', holes: [], key: { form: 'arguments', holes: 0 } }],
      });
      let runs = 0;
      const one = (): unknown => {
        const hit = handle?.hit();
        return hit === holdfast.MISS ? handle?.run(() => ++runs) : hit;
      };
      handle?.attach(one);
      const misses: unknown[] = [];
      const remove = holdfast.on('miss', ({ reason }) => misses.push(reason));
      one();
      expect((await holdfast.configure({ ttl: '5m' })).store.kind).toBe('memory');
      expect([one(), await holdfast.cacheOf(one).info()]).toEqual([
        1,
        { hits: 1, misses: 1, currSize: 1, maxSize: undefined },
      ]);
      const ways = [
        () => holdfast.invalidateAll(),
        () => holdfast.invalidateKey('hf:test:one()'),
        () => holdfast.cacheOf('one').clear(),
        () => holdfast.invalidateAfter(() => holdfast.invalidateAll()),
        () => holdfast.dispose(),
      ];
      for (const way of ways) {
        await way();
        one();
        await holdfast.invalidateTag('unrelated');
        await holdfast.invalidateEntity('unrelated', 1);
        one();
      }
      expect(runs).toBe(6);
      expect(misses).toEqual(['absent', 'absent', 'absent', 'absent', 'absent', 'absent']);
      expect([holdfast.pendingInvalidations(), holdfast.stats().misses]).toEqual([[], 6]);
      remove();
    });
  });
});

describe('holdfast/testing', () => {
  it('gives a test an empty cache and puts the old one back', async () => {
    const before = sharedCache().cache.stores;
    const answer = await withFreshCache((clock) => {
      expect(sharedCache().cache.stores).not.toBe(before);
      const start = sharedCache().cache.surroundings.now();
      clock.advance('1h');
      clock.advance(5);
      return sharedCache().cache.surroundings.now() - start;
    });
    expect(answer).toBe(3_600_005);
    expect(sharedCache().cache.stores).toBe(before);
    const { end } = startFreshCache();
    await end();
    expect(sharedCache().cache.stores).toBe(before);
  });

  it('puts the old one back where the test fails', async () => {
    const before = sharedCache().cache.stores;
    await expect(withFreshCache(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(sharedCache().cache.stores).toBe(before);
  });

  it('has a clock that takes durations only', () => {
    const clock = fakeClock();
    for (const duration of ['10', 'soon', -1, Number.NaN]) {
      expect(() => clock.advance(duration)).toThrow(expect.objectContaining({ code: 'HF2001' }));
    }
  });
});
