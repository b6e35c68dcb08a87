import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryAtHand } from '../../../../../runtime/src/store/memory/entry-at-hand.ts';
import { MemoryRows } from '../../../../../runtime/src/store/memory/memory-rows.ts';
import { Branch } from '../../../../../runtime/src/store/memory/raw-index.ts';
import { Recency, recencyOf } from '../../../../../runtime/src/store/memory/recency.ts';
import type { Resident } from '../../../../../runtime/src/store/port.ts';

const CLOCK = { now: () => 0 };

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

interface Rows {
  readonly rows: MemoryRows;
  readonly put: (key: string) => void;
  readonly find: (key: string) => EntryAtHand | undefined;
  /** The keys that are still there. */
  readonly list: () => readonly string[];
}

function openRows(maxEntries: number): Rows {
  const rows = new MemoryRows({ maxEntries, now: () => 0 });
  const put = (key: string): void => {
    rows.putEntry({ key, value: { kept: key }, stamp: rows.present(), dependencies: ['*'], ttl: 9, owner: 'f' });
    const row = rows.entry(key);
    if (row === undefined) throw new Error('it was put');
    // As where it was found good.
    row.provenAt = rows.version();
    const branch = new Branch();
    const recency = recencyOf(rows, CLOCK);
    row.atHand = new EntryAtHand(row, { branch, place: key, raw: key, kept: key, copier: undefined, recency });
  };
  return {
    rows,
    put,
    find: (key) => rows.entry(key)?.atHand,
    list: () => NAMES.filter((key) => rows.entry(key) !== undefined),
  };
}

/** A use of a key where it is there, otherwise it is put. */
const STEPS = array(record({ key: constantFrom(...NAMES), way: constantFrom('noted', 'touched') }), { maxLength: 60 });

describe('uses that are told later', () => {
  it('throw out the same entries as uses that are told at once', () => {
    assert(
      property(STEPS, integer({ min: 1, max: 5 }), (steps, maxEntries) => {
        const [later, atOnce] = [openRows(maxEntries), openRows(maxEntries)];
        const recency = recencyOf(later.rows, CLOCK);
        for (const { key, way } of steps) {
          const [entry, other] = [later.find(key), atOnce.find(key)];
          if (entry === undefined || other === undefined) {
            later.put(key);
            atOnce.put(key);
            continue;
          }
          if (way === 'noted') recency.note(entry);
          else later.rows.touch(entry.row);
          atOnce.rows.touch(other.row);
        }
        expect(later.list()).toEqual(atOnce.list());
      }),
    );
  });

  it('are told by themselves when there are many, each entry once', () => {
    const { rows, put, find } = openRows(10_000);
    const touched: unknown[] = [];
    const resident: Resident = {
      version: () => rows.version(),
      touch: ({ value }) => touched.push(value),
      touchAll: undefined,
    };
    const recency = new Recency(resident, CLOCK);
    for (let i = 0; i < 4096; i++) put(`${i}`);
    const note = (key: string): void => {
      const entry = find(key);
      if (entry !== undefined) recency.note(entry);
    };
    for (let i = 0; i < 4095; i++) note(`${i}`);
    note('0');
    expect(touched).toEqual([]);
    note('4095');
    const keys = [...Array.from({ length: 4094 }, (_, i) => `${i + 1}`), '0', '4095'];
    expect(touched).toEqual(keys.map((kept) => ({ kept })));
  });

  it('of an entry that was removed meanwhile are forgotten', () => {
    const { rows, put, find, list } = openRows(2);
    const recency = recencyOf(rows, CLOCK);
    put('a');
    put('b');
    const [a, b] = [find('a'), find('b')];
    if (a === undefined || b === undefined) throw new Error('both are there');
    recency.note(a);
    rows.putTombstone('a');
    recency.note(b);
    put('c');
    put('d');
    expect(list()).toEqual(['c', 'd']);
    expect(rows.countAll()).toBe(2);
  });

  it('are counted together for all functions of a store', () => {
    const [one, other] = [openRows(2), openRows(2)];
    expect(recencyOf(one.rows, CLOCK)).toBe(recencyOf(one.rows, CLOCK));
    expect(recencyOf(one.rows, CLOCK)).not.toBe(recencyOf(other.rows, CLOCK));
  });
});
