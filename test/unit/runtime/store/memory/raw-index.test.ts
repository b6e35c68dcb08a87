import { array, assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryAtHand, REMOVED } from '../../../../../runtime/src/store/memory/entry-at-hand.ts';
import { Branch, placeOf, rawIndex } from '../../../../../runtime/src/store/memory/raw-index.ts';
import { Recency } from '../../../../../runtime/src/store/memory/recency.ts';

/** What entries have in common whose time is counted from there. */
function recencyFrom(zero: number): Recency {
  return new Recency({ version: () => 1, touch: () => {}, touchAll: undefined }, { now: () => zero });
}

/** Puts an entry that holds the value under the values of its key; `undefined` where one of them is no primitive. */
function add(root: Branch, values: readonly unknown[], kept: unknown): EntryAtHand | undefined {
  const place = placeOf(root, values);
  if (place === undefined) return undefined;
  const row = { value: { kept }, stamp: { epoch: 'e', count: 1 }, dependencies: ['*'], expiresAt: 9.5, provenAt: 1 };
  const given = { ...place, raw: values.at(-1), kept, copier: undefined, recency: recencyFrom(2) };
  return new EntryAtHand(row, given);
}

/** What stands in the index, as nested lists of raw values and what entries hold. */
function list(branch: Branch): unknown {
  return Array.from(branch, ([raw, found]) => [raw, found instanceof Branch ? list(found) : found.kept]);
}

describe('the index of a function by raw values', () => {
  it('has a map for each value, and none where an entry is alone', () => {
    const root = new Branch();
    add(root, [1, 'en'], 'a');
    add(root, [1, 'de'], 'b');
    add(root, ['1', 'en'], 'c');
    expect(list(root)).toEqual([
      [
        1,
        [
          ['en', 'a'],
          ['de', 'b'],
        ],
      ],
      ['1', 'c'],
    ]);
  });

  it('has no entry where one of its values is an object', () => {
    const root = new Branch();
    const lists = [
      [{}, 1],
      [1, []],
      [new Date(0), 1],
      [1, new Map()],
    ];
    expect(lists.map((values) => add(root, values, 'a'))).toEqual(lists.map(() => undefined));
    add(root, [null, undefined], 'null is none');
    expect(list(root)).toEqual([[null, 'null is none']]);
  });

  it('loses an entry that is removed, and the maps above it that are empty then', () => {
    const root = new Branch();
    const first = add(root, [1, 'en', true], 'a');
    const second = add(root, [1, 'en', false], 'b');
    const third = add(root, [2, 'en', true], 'c');
    first?.remove();
    expect(list(root)).toEqual([
      [1, [['en', [[false, 'b']]]]],
      [2, [['en', 'c']]],
    ]);
    second?.remove();
    expect(list(root)).toEqual([[2, [['en', 'c']]]]);
    third?.remove();
    expect(list(root)).toEqual([]);
  });

  it('keeps a newer entry in the place of one that is removed later', () => {
    const root = new Branch();
    const old = add(root, [1, 2], 'old');
    const young = add(root, [1, 2], 'young');
    old?.remove();
    expect(list(root)).toEqual([[1, 'young']]);
    young?.remove();
    old?.remove();
    expect(list(root)).toEqual([]);
  });

  it('keeps what came in the place of a map that was pruned', () => {
    const root = new Branch();
    const old = add(root, [1, 2], 'old');
    old?.remove();
    add(root, [1, 2], 'young');
    old?.remove();
    expect(list(root)).toEqual([[1, 'young']]);
  });

  it.each([1, 2, 3, 4])('finds the newest entry of each key that was not removed, of %i values', (count) => {
    const values = array(constantFrom<unknown>(0, -0, Number.NaN, '0', undefined, null), {
      minLength: count,
      maxLength: count,
    });
    assert(
      property(array(record({ values, does: constantFrom('add', 'remove') }), { maxLength: 40 }), (steps) => {
        const index = rawIndex(count);
        const known = new Map<string, EntryAtHand>();
        for (const [at, { values, does }] of steps.entries()) {
          const key = values.map((value) => `${typeof value} ${value}`).join();
          const entry = does === 'add' ? add(index, values, at) : undefined;
          if (entry === undefined) known.get(key)?.remove();
          if (entry === undefined) known.delete(key);
          else known.set(key, entry);
          for (const { values } of steps) {
            const found = known.get(values.map((value) => `${typeof value} ${value}`).join());
            expect(index.find(...values)).toBe(found);
          }
        }
        for (const entry of known.values()) entry.remove();
        expect(list(index)).toEqual([]);
      }),
    );
  });

  it('counts whole milliseconds from where its time begins, and at most twelve days', () => {
    const root = new Branch();
    expect(add(root, [1], 'a')).toMatchObject({ mark: 0, freshUntil: 7, usedAt: 0 });
    const row = {
      value: { kept: 1 },
      stamp: { epoch: 'e', count: 1 },
      dependencies: ['*'],
      expiresAt: 1e15,
      provenAt: 1,
    };
    const given = { branch: root, place: 2, raw: 2, kept: 1, copier: undefined, recency: recencyFrom(0) };
    const entry = new EntryAtHand(row, given);
    expect(entry.freshUntil).toBe(1_073_741_823);
    entry.remove();
    expect(entry.mark).toBe(REMOVED);
  });

  it('has an entry of a function without values under undefined', () => {
    const root = new Branch();
    add(root, [], 'only');
    expect(list(root)).toEqual([[undefined, 'only']]);
  });
});
