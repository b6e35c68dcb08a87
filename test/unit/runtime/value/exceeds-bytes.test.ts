import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceedsBytes } from '../../../../runtime/src/value/exceeds-bytes.ts';
import { compileAsync, freshRuntime } from '../compiled-function.ts';

/** The least limit that a value does not exceed. */
function bytesOf(value: unknown): number {
  let limit = 0;
  while (exceedsBytes(value, limit)) limit++;
  return limit;
}

describe('the size of a value', () => {
  it('is about that of its JSON text', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), { maxLength: 5 }), (value) => {
        const text = JSON.stringify(value).length;
        const bytes = bytesOf(value);
        expect(bytes).toBeGreaterThanOrEqual(text / 6);
        expect(bytes).toBeLessThanOrEqual(text * 6);
      }),
    );
  });

  it('counts bytes, maps, sets and shared parts once', () => {
    const shared = { name: 'x'.repeat(100) };
    expect(bytesOf(new Uint8Array(50))).toBe(52);
    expect(bytesOf([shared, shared])).toBe(bytesOf([shared]));
    expect(exceedsBytes(new Map([['k', 'v'.repeat(50)]]), 40)).toBe(true);
    expect(exceedsBytes(new Set(['v'.repeat(50)]), 40)).toBe(true);
    expect(bytesOf('é')).toBe(3);
    expect(bytesOf('测')).toBe(5);
  });
});

describe('maxValueBytes', () => {
  it('keeps larger results out of the store', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ maxValueBytes: 100 });
    const refused: unknown[] = [];
    runtime.on('refuse', ({ reason }) => refused.push(reason));
    let runs = 0;
    const repeat = compileAsync(runtime, 'repeat', { parameters: ['n'] }, async (n: number) => {
      runs++;
      return { text: 'x'.repeat(n) };
    });
    await repeat(10);
    await repeat(10);
    await repeat(1000);
    expect(await repeat(1000)).toEqual({ text: 'x'.repeat(1000) });
    expect([runs, refused]).toEqual([3, ['too-large', 'too-large']]);
  });
});
