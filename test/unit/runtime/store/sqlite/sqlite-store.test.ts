import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRaw } from './raw-database.ts';
import { entry, makeFolder, openFor, openNew, present, served } from './sqlite-files.ts';

const TAGGED = { dependencies: ['*', 'f:app:f', 't:team:1'] };

describe('the SQLite store', () => {
  it('gives text, bytes and shapes back as they were, also after it was opened anew', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = openFor({ file });
    const stamp = await present(first);
    const values = [
      { codec: 'data', payload: '{"name":"Zoë \u0000 😀"}' },
      { codec: 'own', shape: '5f1c', payload: 'half \ud800' },
      { codec: 'data+gzip', shape: '', payload: new Uint8Array([0, 255, 7]) },
      { codec: 'data', payload: '' },
    ];
    await first.write(values.map((value, i) => entry(`k${i}`, stamp, { value })));
    await first.dispose();
    const second = openFor({ file });
    expect(values.map((_, i) => second.hit?.(`k${i}`)?.value)).toEqual(values);
    expect(second.hit?.('k1')).toEqual(expect.objectContaining({ stamp, expiresAt: 1_001_000, value: values[1] }));
    expect(await second.sizeOf('f:app:f')).toBe(4);
  });

  it('remembers invalidations when it is opened anew', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = openFor({ file });
    await first.write([entry('a', await present(first), TAGGED), entry('b', await present(first))]);
    await first.invalidate(['t:team:1']);
    await first.dispose();
    const second = openFor({ file });
    expect(served(second, 'a', 'b')).toEqual([undefined, '"b"']);
    await second.invalidateKeys(['b']);
    expect(served(second, 'a', 'b')).toEqual([undefined, undefined]);
  });

  it('does not take an older entry for good because a newer one with the same dependencies is', async () => {
    const store = openNew();
    await store.write([entry('old', await present(store), TAGGED)]);
    await store.invalidate(['t:team:1']);
    await store.write([entry('new', await present(store), TAGGED)]);
    expect(served(store, 'new', 'old', 'new', 'old')).toEqual(['"new"', undefined, '"new"', undefined]);
  });

  it('shows a process at once what another one invalidated, stored and counted', async () => {
    const file = join(makeFolder(), 'cache.db');
    const one = openFor({ file });
    const other = openFor({ file });
    const stamp = await present(one);
    await one.write([entry('a', stamp, TAGGED), entry('b', stamp), entry('c', stamp, TAGGED)]);
    expect(served(other, 'a', 'b', 'c')).toEqual(['"a"', '"b"', '"c"']);
    await other.invalidate(['t:team:1']);
    expect(served(one, 'a', 'b', 'c')).toEqual([undefined, '"b"', undefined]);
    expect(await one.write([entry('a', stamp, TAGGED)])).toEqual(['refused']);
    expect(await one.write([entry('a', await present(one), TAGGED)])).toEqual(['stored']);
    expect(served(other, 'a')).toEqual(['"a"']);
    await one.invalidate(['*']);
    expect([served(other, 'a', 'b'), await other.sizeOf('f:app:f')]).toEqual([[undefined, undefined], 0]);
  });

  it('hears what was invalidated while it did not look, also where that was more than the log holds', async () => {
    const file = join(makeFolder(), 'cache.db');
    const [one, other] = [openFor({ file }), openFor({ file })];
    const stamp = await present(one);
    await one.write([entry('a', stamp, TAGGED), entry('b', stamp)]);
    expect(served(other, 'a', 'b')).toEqual(['"a"', '"b"']);
    for (let i = 0; i < 600; i++) await one.invalidateKeys(Array.from({ length: 10 }, (_, j) => `other${i}/${j}`));
    await one.invalidate(['t:team:1']);
    expect(openRaw(file).row('SELECT count(*) FROM holdfast_hf_log')).toEqual([411]);
    expect(served(other, 'a', 'b')).toEqual([undefined, '"b"']);
  });

  it('hears of one transaction with more names than the log lists', async () => {
    const file = join(makeFolder(), 'cache.db');
    const [one, other] = [openFor({ file }), openFor({ file })];
    await one.write([entry('a', await present(one), TAGGED)]);
    expect(served(other, 'a')).toEqual(['"a"']);
    await one.invalidate([...Array.from({ length: 600 }, (_, i) => `t:other${i}`), 't:team:1']);
    expect(served(other, 'a')).toEqual([undefined]);
  });

  it('keeps the tables of two prefixes apart in one file', async () => {
    const file = join(makeFolder(), 'cache.db');
    const [one, other] = [openFor({ file }), openFor({ file, table: 'holdfast_other' })];
    await one.write([entry('a', await present(one))]);
    expect(served(other, 'a')).toEqual([undefined]);
    await other.invalidate(['*']);
    expect(served(one, 'a')).toEqual(['"a"']);
  });

  it('serves no entry that was written by a clock that is far ahead, nor for longer than its time to live', async () => {
    const file = join(makeFolder(), 'cache.db');
    const at = { now: 1_000_000 };
    const ahead = openFor({ file, now: () => at.now + 90_000 });
    const store = openFor({ file, now: () => at.now });
    await ahead.write([entry('a', await present(ahead))]);
    await store.write([entry('b', await present(store))]);
    const seen: unknown[] = [];
    for (const now of [1_000_000, 1_000_999, 1_001_000, 1_040_000]) {
      at.now = now;
      seen.push(served(store, 'a', 'b'));
    }
    expect(seen).toEqual([
      [undefined, '"b"'],
      [undefined, '"b"'],
      [undefined, undefined],
      ['"a"', undefined],
    ]);
  });
});

describe('the bounds of the SQLite store', () => {
  it('throws out the least recently used entry of a bounded function, also where a hit was the last use', async () => {
    const store = openNew();
    const stamp = await present(store);
    for (const key of ['a', 'b', 'c']) await store.write([entry(key, stamp, { maxSize: 3 })]);
    expect(served(store, 'a')).toEqual(['"a"']);
    await store.write([entry('d', stamp, { maxSize: 3 })]);
    await store.write([entry('g', stamp, { owner: 'f:app:g' })]);
    expect(served(store, 'a', 'b', 'c', 'd', 'g')).toEqual(['"a"', undefined, '"c"', '"d"', '"g"']);
    expect([await store.sizeOf('f:app:f'), await store.sizeOf('f:app:g')]).toEqual([3, 1]);
  });

  it('remembers uses when it is opened anew', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = openFor({ file });
    const stamp = await present(first);
    for (const key of ['a', 'b', 'c']) await first.write([entry(key, stamp, { maxSize: 3 })]);
    expect(served(first, 'a', 'b')).toEqual(['"a"', '"b"']);
    await first.dispose();
    const second = openFor({ file });
    await second.write([entry('d', stamp, { maxSize: 3 })]);
    expect(served(second, 'a', 'b', 'c', 'd')).toEqual(['"a"', '"b"', undefined, '"d"']);
  });

  it('never has more entries of a bounded function than its bound, however many processes write', async () => {
    const file = join(makeFolder(), 'cache.db');
    const stores = [openFor({ file }), openFor({ file }), openFor({ file })];
    const raw = openRaw(file);
    for (let i = 0; i < 60; i++) {
      const store = stores[i % 3] ?? openNew();
      await store.write([entry(`k${i % 17}`, await present(store), { maxSize: 5 })]);
      expect(raw.row('SELECT count(*) FROM holdfast_hf_entries')).toEqual([Math.min(i + 1, 5)]);
      expect(await store.sizeOf('f:app:f')).toBe(Math.min(i + 1, 5));
    }
  });

  it('ends a whole function in one step and removes its rows a few at a time', async () => {
    const file = join(makeFolder(), 'cache.db');
    const store = openFor({ file });
    const raw = openRaw(file);
    const stamp = await present(store);
    await store.write(Array.from({ length: 100 }, (_, i) => entry(`k${i}`, stamp)));
    await store.invalidate(['f:app:f']);
    expect([await store.sizeOf('f:app:f'), served(store, 'k1')]).toEqual([0, [undefined]]);
    expect(raw.row('SELECT count(*) FROM holdfast_hf_entries')).toEqual([100]);
    const later = await present(store);
    for (let i = 0; i < 30; i++) await store.write([entry(`new${i}`, later)]);
    expect(raw.row('SELECT count(*) FROM holdfast_hf_entries')).toEqual([30]);
    expect(raw.row('SELECT count(*), sum(entries) FROM holdfast_hf_owners')).toEqual([1, 30]);
  });

  it('removes what has expired or was invalidated a few rows at a time, and stamps that no entry uses', async () => {
    const file = join(makeFolder(), 'cache.db');
    const at = { now: 1_000_000 };
    const store = openFor({ file, now: () => at.now });
    const raw = openRaw(file);
    const stamp = await present(store);
    for (let i = 0; i < 50; i++) {
      await store.write([
        entry(`expires${i}`, stamp, { dependencies: ['*', 'f:app:f', `t:short${i}`] }),
        entry(`invalidated${i}`, stamp, { dependencies: ['*', 'f:app:f', 't:team:1'], ttl: 1e9 }),
      ]);
    }
    expect(raw.row('SELECT count(*) FROM holdfast_hf_dependencies')).toEqual([53]);
    await store.invalidate(['t:team:1']);
    at.now += 10_000;
    const later = await present(store);
    for (let i = 0; i < 200; i++) await store.write([entry(`new${i % 10}`, later, { ttl: 1e9 })]);
    expect(raw.row('SELECT count(*) FROM holdfast_hf_entries')).toEqual([10]);
    expect(raw.row('SELECT group_concat(name) FROM holdfast_hf_dependencies')).toEqual(['*,f:app:f,t:team:1']);
  });

  it('keeps the file below maxBytes and throws out what was not used for longest', async () => {
    const file = join(makeFolder(), 'cache.db');
    const maxBytes = 1024 * 1024;
    const store = openFor({ file, maxBytes });
    const raw = openRaw(file);
    const stamp = await present(store);
    const value = { codec: 'data', payload: 'x'.repeat(5000) };
    await store.write([entry('hot', stamp, { value })]);
    for (let i = 0; i < 1000; i++) {
      expect(await store.write([entry(`k${i}`, stamp, { value })])).toEqual(['stored']);
      expect(store.hit?.('hot')?.value).toEqual(value);
    }
    const [pages] = raw.row('PRAGMA page_count');
    expect(Number(pages) * 4096).toBeLessThanOrEqual(maxBytes);
    expect(served(store, 'k0', 'k999')).toEqual([undefined, value.payload]);
    const size = await store.sizeOf('f:app:f');
    expect(size).toBeGreaterThan(80);
    expect(size).toBeLessThan(200);
  });

  it('makes room for a value of many pages, and refuses one that fits only into an empty file', async () => {
    const file = join(makeFolder(), 'cache.db');
    const store = openFor({ file, maxBytes: 1024 * 1024 });
    const stamp = await present(store);
    const ofBytes = (bytes: number): { value: unknown } => ({
      value: { codec: 'data', payload: new Uint8Array(bytes) },
    });
    await store.write(Array.from({ length: 300 }, (_, i) => entry(`k${i}`, stamp, ofBytes(2000))));
    expect(await store.write([entry('large', stamp, ofBytes(200_000))])).toEqual(['stored']);
    expect(() => store.write([entry('too large', stamp, ofBytes(600_000))])).toThrow(
      `${file}: 600036 bytes are too many for a file of 1048576.`,
    );
    expect(store.hit?.('large')?.value).toEqual(ofBytes(200_000).value);
  });
});

describe('the SQLite store whose rows get lost', () => {
  it.each(['state', 'dependencies', 'floors', 'owners', 'log', 'entries'])(
    'serves nothing that was invalidated where any row of %s is gone',
    async (kind) => {
      const file = join(makeFolder(), 'cache.db');
      const [one, other] = [openFor({ file }), openFor({ file })];
      const raw = openRaw(file);
      const count = (): number => Number(raw.row(`SELECT count(*) FROM holdfast_hf_${kind}`)[0]);
      let rows = 1;
      for (let row = 0; row < rows; row++) {
        const early = await present(one);
        await one.write([entry('a', early, TAGGED), entry('b', early)]);
        expect(served(other, 'a', 'b')).toEqual(['"a"', '"b"']);
        await one.invalidate(['t:team:1', 'f:app:other']);
        await one.invalidateKeys(['b']);
        rows = Math.min(count(), 12);
        raw.exec(`DELETE FROM holdfast_hf_${kind} WHERE ${rowOf(kind, row)}`);
        expect([served(one, 'a', 'b'), served(other, 'a', 'b')]).toEqual([
          [undefined, undefined],
          [undefined, undefined],
        ]);
        expect(await one.write([entry('a', early, TAGGED), entry('b', early)])).toEqual(['refused', 'refused']);
        expect(await other.write([entry('a', early, TAGGED), entry('b', early)])).toEqual(['refused', 'refused']);
        const later = await present(other);
        expect(await other.write([entry('a', later, TAGGED), entry('b', later)])).toEqual(['stored', 'stored']);
        expect(served(one, 'a', 'b')).toEqual(['"a"', '"b"']);
        await other.invalidate(['*']);
      }
    },
  );

  it('begins anew where an older copy was put over the file', async () => {
    const file = join(makeFolder(), 'cache.db');
    const [one, other] = [openFor({ file }), openFor({ file })];
    const early = await present(one);
    await one.write([entry('a', early, TAGGED), entry('b', early)]);
    expect(served(other, 'a', 'b')).toEqual(['"a"', '"b"']);
    await one.invalidate(['t:team:1']);
    openRaw(file).exec(`
      UPDATE holdfast_hf_state SET count = ${early.count};
      UPDATE holdfast_hf_dependencies SET stamp = ${early.count};
      DELETE FROM holdfast_hf_log`);
    expect([served(one, 'a', 'b'), served(other, 'a', 'b')]).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(await other.write([entry('a', early, TAGGED)])).toEqual(['refused']);
    expect(await other.write([entry('a', await present(other), TAGGED)])).toEqual(['stored']);
    expect(served(one, 'a')).toEqual(['"a"']);
  });

  it('says that an entry is malformed whose text is not its own', async () => {
    const file = join(makeFolder(), 'cache.db');
    const store = openFor({ file });
    const stamp = await present(store);
    const keys = ['a', 'b', 'c'];
    await store.write([...keys.map((key) => entry(key, stamp)), entry('d', stamp, { dependencies: ['f:app:f'] })]);
    const raw = openRaw(file);
    raw.exec(`UPDATE holdfast_hf_entries SET about = 'garbage' WHERE key = 'a'`);
    raw.exec(`UPDATE holdfast_hf_entries SET about = '{"a":1}' WHERE key = 'b'`);
    raw.exec(`UPDATE holdfast_hf_entries SET about = '["data",null,"f:app:f"]' WHERE key = 'c'`);
    expect(await store.read([...keys, 'd'].map((key) => ({ key, dependencies: [] })))).toEqual(
      [...keys, 'd'].map(() => ({ reason: 'malformed', stamp })),
    );
  });
});

/** A condition that holds for the row at this place; the newest of the log comes first. */
function rowOf(kind: string, row: number): string {
  const column = { state: 'id', dependencies: 'name', floors: 'place', owners: 'id', log: 'last', entries: 'id' }[kind];
  return `${column} = (SELECT ${column} FROM holdfast_hf_${kind} ORDER BY 1 DESC LIMIT 1 OFFSET ${row})`;
}
