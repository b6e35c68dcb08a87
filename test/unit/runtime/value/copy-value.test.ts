import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsolatedValue } from '../../../../runtime/src/value/copy-value.ts';
import { snapshot } from '../../../../runtime/src/value/copy-value.ts';
import { freezeDeep } from '../../../../runtime/src/value/freeze-value.ts';
import { isolate } from '../../../../runtime/src/value/isolate.ts';

/** Plain data of every kind that can be copied. */
const data = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withSparseArray: true,
});

function copyOf(value: unknown): unknown {
  const isolated = isolate(value, 'copy');
  if (isolated === undefined) throw new Error('expected to be copied');
  return handOut(isolated);
}

/** All objects that can be reached from a value. */
function reachable(value: unknown, seen = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return seen;
  seen.add(value);
  if (value instanceof Map) {
    for (const pair of value) for (const item of pair) reachable(item, seen);
  }
  if (value instanceof Set) for (const item of value) reachable(item, seen);
  if (!ArrayBuffer.isView(value)) for (const item of Object.values(value)) reachable(item, seen);
  return seen;
}

function handOut({ kept, copier }: IsolatedValue): unknown {
  return copier(kept);
}

describe('a copy', () => {
  it('equals the original in every kind of data and shares no object with it', () => {
    fc.assert(
      fc.property(data, (value) => {
        const copy = copyOf(value);
        expect(copy).toStrictEqual(value);
        const originals = reachable(value);
        for (const object of reachable(copy)) expect(originals.has(object)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps one object that stands at two places one object, and cycles cycles', () => {
    const shared = { n: 1 };
    const value: Record<string, unknown> = { a: shared, b: [shared] };
    value.self = value;
    const copy = copyOf(value) as { a: object; b: object[]; self: object };
    expect(copy.a).toBe(copy.b[0]);
    expect(copy.self).toBe(copy);
    expect(copy.a).not.toBe(shared);
  });

  it('keeps __proto__ as a field and leaves prototypes alone', () => {
    const value: unknown = JSON.parse('{"__proto__":{"admin":true},"a":1}');
    const copy = copyOf(value) as object;
    expect(Object.hasOwn(copy, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Reflect.get({}, 'admin')).toBe(undefined);
  });

  it('keeps the types of dates, errors with their causes, patterns and bytes', () => {
    const error = new RangeError('too far', { cause: { limit: 3 } });
    const pattern = /a(b)/giu;
    pattern.lastIndex = 2;
    const value = { date: new Date(5), error, pattern, bytes: Buffer.from('abc'), floats: new Float64Array([1.5]) };
    const copy = copyOf(value) as typeof value;
    expect(copy).toStrictEqual(value);
    expect([copy.error instanceof RangeError, copy.error.cause, copy.pattern.lastIndex]).toEqual([
      true,
      { limit: 3 },
      2,
    ]);
    expect(Buffer.isBuffer(copy.bytes)).toBe(true);
    copy.bytes[0] = 0;
    expect(value.bytes[0]).toBe(97);
  });

  it('is refused for what has none', () => {
    class User {
      name = 'Ada';
    }
    class Numbers extends Array<number> {}
    const hidden = Object.defineProperty({}, 'secret', { value: 1, enumerable: false });
    const accessor = {
      get now(): number {
        return 1;
      },
    };
    const refused = [
      () => 1,
      Symbol('s'),
      new User(),
      new Numbers(1, 2),
      hidden,
      accessor,
      { [Symbol('s')]: 1 },
      Object.assign([1], { index: 0 }),
      Promise.resolve(1),
      new WeakMap(),
      { deep: [{ fn: () => 1 }] },
      new Map([[1, new User()]]),
      new Set([new User()]),
      Object.assign(new Error('x'), { user: new User() }),
    ];
    expect(refused.map((value) => snapshot(value) === undefined)).toEqual(refused.map(() => true));
  });
});

describe('freezing', () => {
  it('freezes plain data in place, cycles too, so that writing through any alias throws', () => {
    const value: { items: { n: number }[]; self?: unknown } = { items: [{ n: 1 }] };
    value.self = value;
    expect(freezeDeep(value)).toBe(true);
    expect(() => {
      value.items[0] = { n: 2 };
    }).toThrow(TypeError);
    expect(() => Object.assign(value.items[0] ?? {}, { n: 2 })).toThrow(TypeError);
  });

  it('copies what freezing would not protect', () => {
    const value = { at: new Date(0) };
    const isolated = isolate(value, 'freeze');
    expect(Object.isFrozen(value)).toBe(false);
    expect(isolated && handOut(isolated)).toStrictEqual(value);
    expect(isolated && handOut(isolated)).not.toBe(value);
  });
});
