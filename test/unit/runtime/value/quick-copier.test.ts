import {
  anything,
  array,
  assert,
  constantFrom,
  date,
  dictionary,
  letrec,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snapshot } from '../../../../runtime/src/value/copy-value.ts';
import { quickCopier } from '../../../../runtime/src/value/quick-copier.ts';

/** Objects that both values hold. */
function listShared(one: unknown, other: unknown): readonly unknown[] {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return [];
  const parts = Object.keys(one).flatMap((name) => listShared(Reflect.get(one, name), Reflect.get(other, name)));
  return one === other ? [one, ...parts] : parts;
}

/** Names in their order, prototypes and values, of objects however deep. */
function describeDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return ['date', value.getTime(), Object.getPrototypeOf(value) === Date.prototype];
  const fields = Object.getOwnPropertyNames(value).map((name) => [name, describeDeep(Reflect.get(value, name))]);
  return [Object.getPrototypeOf(value) === Object.prototype, Array.isArray(value), fields];
}

const NAMES = constantFrom('a', 'b', 'c', 'constructor', 'toString', '0', '__proto__');
const { tree } = letrec((tie) => ({
  tree: oneof(
    { depthSize: 'small' },
    constantFrom(null, undefined, 0, -0, NaN, 1n, '', true),
    string(),
    date(),
    array(tie('tree')),
    dictionary(NAMES, tie('tree')),
    record({ id: constantFrom(1, 2), tags: array(string()), at: oneof(date(), constantFrom(null)), next: tie('tree') }),
  ),
}));

describe('the copier of a value that never changes', () => {
  it('copies as the one for all values does, and shares nothing', () => {
    let quick = 0;
    assert(
      property(oneof(tree, anything({ withDate: true, withBigInt: true })), (value) => {
        const isolated = snapshot(value);
        const copier = quickCopier(isolated?.kept);
        if (isolated === undefined || copier === undefined) return;
        quick++;
        const [copy, other] = [copier(isolated.kept), isolated.copier(isolated.kept)];
        expect(describeDeep(copy)).toEqual(describeDeep(other));
        expect(describeDeep(copy)).toEqual(describeDeep(isolated.kept));
        expect(listShared(copy, isolated.kept)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(quick).toBeGreaterThan(1000);
  });

  it.each([
    [
      'rows',
      [
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ],
    ],
    ['rows that differ', [{ id: 1, at: new Date(1) }, { id: 2, at: null, tags: ['a'] }, null, 5, { tags: undefined }]],
    [
      'a page',
      {
        items: [
          { id: 1, author: { id: 2, tags: ['x'] } },
          { id: 3, author: null },
        ],
        total: 2,
      },
    ],
    ['lists of lists', [[1, 2], [], [3, { a: 1 }]]],
    ['a list with holes', Object.assign(new Array(4), { 1: { a: 1 }, 3: undefined })],
    ['a list of nothing', []],
  ])('is made of %s', (_, value) => {
    const copier = quickCopier(value);
    expect(copier?.(value)).toStrictEqual(value);
    expect(listShared(copier?.(value), value)).toEqual([]);
  });

  const shared = { a: 1 };
  let deep: unknown = 1;
  for (let i = 0; i < 20; i++) deep = [deep];
  it.each([
    ['a map', { map: new Map() }],
    ['bytes', [new Uint8Array(2)]],
    ['an object that stands at two places', { one: shared, other: shared }],
    ['lists in the place of objects', [{ part: [1] }, { part: { a: 1 } }]],
    ['no prototype', { part: Object.create(null) }],
    ['a field __proto__', { list: [JSON.parse('{"__proto__":{"a":1}}'), {}] }],
    ['many levels', deep],
  ])('is not made of a value with %s', (_, value) => {
    expect(quickCopier(value)).toBe(undefined);
  });
});
