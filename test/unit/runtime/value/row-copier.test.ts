import { array, assert, constantFrom, oneof, property, record, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Copier } from '../../../../runtime/src/value/copy-value.ts';
import { quickCopier } from '../../../../runtime/src/value/quick-copier.ts';
import { rowCopier } from '../../../../runtime/src/value/row-copier.ts';

/** As the build writes it for `{ id: number; name: string }`; counts what it copied. */
function watchedCopy() {
  const copied: unknown[] = [];
  const copy: Copier = (row) => {
    copied.push(row);
    const { id, name } = row as { id: unknown; name: unknown };
    return { id, name };
  };
  const rows = rowCopier(copy);
  copied.length = 0;
  return { rows, copied };
}

const row = { id: 1, name: 'Ada' };

describe('the copy that the build wrote for rows', () => {
  it.each([
    ['a row', row, 1],
    ['a list of rows', [row, { id: 2, name: 'Bob' }], 2],
    ['a list of rows and nothing', [row, null, undefined], 1],
    ['a row without names', { id: 1, name: undefined }, 1],
  ])('makes the copy of %s', (_, value, count) => {
    const { rows, copied } = watchedCopy();
    expect(quickCopier(value, rows)?.(value)).toStrictEqual(value);
    expect(copied).toHaveLength(count);
  });

  it.each([
    ['has a field more', { ...row, age: 36 }],
    ['lacks a field', { id: 1 }],
    ['has another order', { name: 'Ada', id: 1 }],
    ['holds a date', { id: new Date(0), name: 'Ada' }],
    ['holds an object', { id: 1, name: { first: 'Ada' } }],
    ['is in a list with one of another kind', [row, { ...row, age: 36 }]],
    ['is a part only', { row }],
    ['is a list', [1, 'Ada']],
    ['is no object', 5],
  ])('is not used for what %s', (_, value) => {
    const { rows, copied } = watchedCopy();
    const copy = quickCopier(value, rows)?.(value);
    expect(copy).toStrictEqual(value);
    expect(Reflect.ownKeys(Object(copy))).toEqual(Reflect.ownKeys(Object(value)));
    expect(copied).toEqual([]);
  });

  it('gives what the other copier gives, for rows and for what is none', () => {
    const primitive = constantFrom<unknown>(0, -0, 'a', null, undefined, true, 5n);
    const fields = array(
      tuple(constantFrom('id', 'name', 'age', 'at'), oneof(primitive, constantFrom([1], { a: 1 }))),
      {
        maxLength: 3,
      },
    );
    const near = record({ id: primitive, name: primitive });
    const value = oneof(
      near,
      fields.map((entries): unknown => Object.fromEntries(entries)),
    );
    const { rows, copied } = watchedCopy();
    assert(
      property(oneof(value, array(oneof(value, primitive), { maxLength: 3 })), (kept) => {
        const [copy, other] = [quickCopier(kept, rows)?.(kept), quickCopier(kept)?.(kept)];
        expect(copy).toStrictEqual(other);
        expect(JSON.stringify(copy, renderBigInt)).toBe(JSON.stringify(other, renderBigInt));
        if (typeof kept === 'object') expect(copy).not.toBe(kept);
      }),
      { numRuns: 2000 },
    );
    expect(copied.length).toBeGreaterThan(200);
  });
});

function renderBigInt(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
