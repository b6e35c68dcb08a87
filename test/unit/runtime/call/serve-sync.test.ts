import { describe, expect, it } from 'vitest';
import { cacheOf, compileSync, freshRuntime } from '../compiled-function.ts';

describe('a cached synchronous function', () => {
  it('answers values, not promises, and counts per function', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => {
      runs++;
      return n * n;
    });
    expect([square(3), square(3), square(4)]).toEqual([9, 9, 16]);
    expect(runs).toBe(2);
    expect(await cacheOf(runtime, square).info()).toEqual({ hits: 1, misses: 2, currSize: 2, maxSize: undefined });
    await cacheOf(runtime, square).clear();
    expect(await cacheOf(runtime, square).info()).toEqual({ hits: 0, misses: 0, currSize: 0, maxSize: undefined });
    expect(square(3)).toBe(9);
    expect(runs).toBe(3);
  });

  it('throws the body error and may call itself', () => {
    const { runtime } = freshRuntime();
    const fibonacci: (n: number) => number = compileSync(runtime, 'fibonacci', { parameters: ['n'] }, (n: number) =>
      n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2),
    );
    expect(fibonacci(80)).toBe(23_416_728_348_467_685);
    const fail = compileSync(runtime, 'fail', { parameters: [] }, () => {
      throw new RangeError('out of range');
    });
    expect(() => fail()).toThrow(new RangeError('out of range'));
  });
});
