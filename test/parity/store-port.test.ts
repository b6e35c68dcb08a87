import { describe, expect, it } from 'vitest';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';

const OWNER = 'f:app:find';
const DEPENDENCIES = ['*', OWNER];

/** As for a function that says nothing. */
const SEAL_OPTIONS = { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined } as const;

describe.each(PARITY_STORES)('on $name', (parity) => {
  const cache = startParityCache(parity);

  /** Stores a value as a call would: with the stamp of a reading that found nothing better. */
  async function put(key: string, value: unknown, ttl = 60_000): Promise<unknown> {
    const [reading] = await cache.store().read([{ key, dependencies: DEPENDENCIES }]);
    if (reading === undefined) throw new Error('one reading for each key');
    const { stamp } = reading;
    const { sealing } = cache.store();
    const held = sealing === undefined ? value : sealing.seal(value, SEAL_OPTIONS)?.held;
    const write = { key, value: held, stamp, dependencies: DEPENDENCIES, ttl, owner: OWNER };
    return (await cache.store().write([write]))[0];
  }

  /** The value that is served for each key, or why there is none. */
  async function get(...keys: readonly string[]): Promise<unknown[]> {
    const { sealing } = cache.store();
    const readings = await cache.store().read(keys.map((key) => ({ key, dependencies: [] })));
    return readings.map(({ entry, ...reading }) => {
      if (entry === undefined) return 'reason' in reading ? reading.reason : 'nothing';
      return sealing === undefined ? entry.value : sealing.open(entry.value, SEAL_OPTIONS);
    });
  }

  it('R-47: a new store is empty', async () => {
    expect(await cache.store().sizeOf(OWNER)).toBe(cache.counted(0));
    expect(await get('hf:app:key1')).toEqual(['absent']);
  });

  it('R-48: what was stored last under a key is read, and nothing where nothing was stored', async () => {
    expect(await put('hf:app:key1', 'value1')).toBe('stored');
    expect(await get('hf:app:key1')).toEqual(['value1']);
    expect(await put('hf:app:key1', 'value2')).toBe('stored');
    expect(await get('hf:app:key1', 'hf:app:key2')).toEqual(['value2', 'absent']);
    expect(await cache.store().sizeOf(OWNER)).toBe(cache.counted(1));
  });

  it('R-50: ending keys tells for each whether there was an entry, and leaves the others', async () => {
    for (const key of ['key1', 'key2', 'key3', 'key4']) await put(`hf:app:${key}`, key);
    expect(await cache.store().invalidateKeys(['hf:app:key1'])).toEqual([true]);
    expect(await get('hf:app:key2', 'hf:app:key3', 'hf:app:key4')).toEqual(['key2', 'key3', 'key4']);
    const ended = await cache.store().invalidateKeys(['hf:app:key2', 'hf:app:key3', 'hf:app:absent']);
    expect(ended).toEqual([true, true, false]);
    expect(await get('hf:app:key4')).toEqual(['key4']);
    expect(await cache.store().sizeOf(OWNER)).toBe(cache.counted(1));
  });

  it('R-53: writing an entry anew gives it another life, a shorter or a longer one; where there is none, none can be ended', async () => {
    for (const key of ['hf:app:shorter', 'hf:app:longer']) await put(key, 'first', 10_000);
    expect(await put('hf:app:shorter', 'second', 2_000)).toBe('stored');
    expect(await put('hf:app:longer', 'second', 30_000)).toBe('stored');
    cache.advance('2s');
    // A store that removes what expires does not tell it from what never was.
    const none = expect.stringMatching(/^(absent|expired)$/);
    expect(await get('hf:app:shorter', 'hf:app:longer')).toEqual([none, 'second']);
    cache.advance('20s');
    expect(await get('hf:app:longer')).toEqual(['second']);
    expect(await cache.store().invalidateKeys(['hf:app:never', 'hf:app:shorter', 'hf:app:longer'])).toEqual([
      false,
      false,
      true,
    ]);
  });
});
