import { describe, expect, it } from 'vitest';
import { isolate } from '../../../../runtime/src/value/isolate.ts';
import { compileAsync, freshRuntime } from '../compiled-function.ts';

/** The frozen value as three callers get it: who computed it, and two that are served. */
async function freezeForThree<T>(value: T): Promise<readonly T[]> {
  const { runtime } = freshRuntime();
  const spec = { isolate: 'freeze' } as const;
  let runs = 0;
  const find = compileAsync(runtime, 'find', { parameters: [], spec }, async () => {
    runs++;
    return value;
  });
  const got = [await find(), await find(), await find()];
  expect(runs).toBe(1);
  return got;
}

/** Arrays within arrays. */
function nest(depth: number): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

function depthOf(value: unknown): number {
  let depth = 0;
  for (let inner = value; Array.isArray(inner); inner = inner[0]) depth++;
  return depth;
}

/** Calls on a stack that is that many frames deep already. */
function callBelow<T>(frames: number, call: () => T): T {
  return frames === 0 ? call() : callBelow(frames - 1, call);
}

describe('a frozen result', () => {
  it('is frozen below an object that was frozen before', async () => {
    const [first, second] = await freezeForThree(Object.freeze({ inner: { n: 1 } }));
    expect(() => Object.assign(first?.inner ?? {}, { n: 2 })).toThrow(TypeError);
    expect(second).toEqual({ inner: { n: 1 } });
  });

  it('is frozen below fields that are not enumerable', async () => {
    const hidden: { readonly inner?: { n: number } } = Object.defineProperty({}, 'inner', { value: { n: 1 } });
    const [first, second] = await freezeForThree(hidden);
    expect(() => Object.assign(first?.inner ?? {}, { n: 2 })).toThrow(TypeError);
    expect(second?.inner).toEqual({ n: 1 });
  });

  it('is frozen below fields named by symbols', async () => {
    const name = Symbol('name');
    const [first, second] = await freezeForThree({ [name]: { n: 1 } });
    expect(() => Object.assign(first?.[name] ?? {}, { n: 2 })).toThrow(TypeError);
    expect(second).toEqual({ [name]: { n: 1 } });
  });
});

describe('what a copy would change', () => {
  /** The same object for all, or one each that equals it: no caller gets a lesser value than the first. */
  async function valuesOfThree<T>(value: T): Promise<readonly T[]> {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => value);
    return [await find(), await find(), await find()];
  }

  it('is never handed out without its fields: a map and a date with fields of their own', async () => {
    for (const map of await valuesOfThree(Object.assign(new Map([[1, 2]]), { total: 3 }))) {
      expect([[...map], map.total]).toEqual([[[1, 2]], 3]);
    }
    for (const date of await valuesOfThree(Object.assign(new Date(0), { total: 3 }))) {
      expect([date.getTime(), date.total]).toEqual([0, 3]);
    }
  });

  it('is never handed out without its name and message: the reason of an aborted request', async () => {
    const reason = new DOMException('gone', 'AbortError');
    for (const [outcome] of await valuesOfThree([{ status: 'rejected', reason }])) {
      expect([outcome?.reason.name, outcome?.reason.message]).toEqual(['AbortError', 'gone']);
    }
  });

  it('is never handed out without its prototype: an object that inherits from an error', async () => {
    const value: unknown = Object.create(new RangeError('x'));
    for (const got of await valuesOfThree(value)) {
      expect(Object.getPrototypeOf(got)).toBeInstanceOf(RangeError);
    }
  });
});

describe('bytes', () => {
  it('in shared memory are not shared between callers', async () => {
    const { runtime } = freshRuntime();
    const bytes = new Uint8Array(new SharedArrayBuffer(4));
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => bytes);
    const [, second, third] = [await find(), await find(), await find()];
    second?.fill(7);
    expect([...(third ?? [])]).toEqual([0, 0, 0, 0]);
  });

  it('of a small part of a large buffer are kept without the rest', () => {
    const kept = isolate(new Uint8Array(new ArrayBuffer(100_000), 10, 10), 'copy')?.kept;
    expect(kept).toEqual(new Uint8Array(10));
    expect(ArrayBuffer.isView(kept) && kept.buffer.byteLength).toBe(10);
  });
});

describe('a result that is nested deep', () => {
  it.each([1000, 4000, 20_000])('of %d levels reaches each caller, however deep its stack is', async (depth) => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => nest(depth));
    const got = [await find(), await find(), await callBelow(3000, find)];
    expect(got.map(depthOf)).toEqual([depth, depth, depth]);
  });
});
