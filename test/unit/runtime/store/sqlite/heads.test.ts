import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Head } from '../../../../../runtime/src/store/sqlite/head.ts';
import { Heads } from '../../../../../runtime/src/store/sqlite/heads.ts';
import { openRaw } from './raw-database.ts';
import { entry, makeFolder, openFor, openNew, present, served } from './sqlite-files.ts';

function headOf(key: string, id: number): Head {
  const about = { codec: 'data', dependencies: ['*'], provenAt: -1, provenFrom: 0, options: undefined };
  return new Head({
    id,
    nonce: 1,
    key,
    stamp: { epoch: 'e', count: id },
    written: 1,
    expires: 2,
    about,
    read: undefined,
  });
}

it('ends the head of an entry by its key and by the number of its row', () => {
  const heads = new Heads();
  heads.keep(headOf('a', 1));
  heads.keep(headOf('b', 2));
  heads.keep(headOf('c', 3));
  heads.endKey('a');
  heads.endId(2);
  heads.endKey('never kept');
  heads.endId(1);
  expect(['a', 'b', 'c'].map((key) => heads.get(key)?.id)).toEqual([undefined, undefined, 3]);
  heads.clear();
  heads.endId(3);
  expect(heads.get('c')).toBe(undefined);
});

it('forgets all heads where they become too many', () => {
  const heads = new Heads();
  for (let id = 0; id < 16_385; id++) heads.keep(headOf(`k${id}`, id));
  expect(['k0', 'k16383', 'k16384'].map((key) => heads.get(key)?.id)).toEqual([undefined, undefined, 16_384]);
});

it('takes no other entry for one that was thrown out, in whose place it came', async () => {
  const store = openNew({ exclusive: true });
  const stamp = await present(store);
  const seen: unknown[] = [];
  for (const key of ['a', 'b', 'a']) {
    await store.write([entry(key, stamp, { maxSize: 1 })]);
    seen.push(served(store, 'a', 'b', 'a', 'b'));
  }
  await store.invalidateKeys(['a']);
  seen.push(served(store, 'a', 'b'));
  expect(seen).toEqual([
    ['"a"', undefined, '"a"', undefined],
    [undefined, '"b"', undefined, '"b"'],
    ['"a"', undefined, '"a"', undefined],
    [undefined, undefined],
  ]);
});

it('takes no entry of another process for one that it knows, in whose place it came', async () => {
  const file = join(makeFolder(), 'cache.db');
  const [one, other] = [openFor({ file }), openFor({ file })];
  const stamp = await present(one);
  await one.write([entry('a', stamp)]);
  expect(served(one, 'a', 'b')).toEqual(['"a"', undefined]);
  const raw = openRaw(file);
  const id = raw.row('SELECT id FROM holdfast_hf_entries');
  // As where it has to make room. No invalidation: the counter stays.
  raw.exec('DELETE FROM holdfast_hf_entries');
  await other.write([entry('b', stamp)]);
  expect(raw.row('SELECT id FROM holdfast_hf_entries')).toEqual(id);
  expect(served(one, 'a', 'b')).toEqual([undefined, '"b"']);
});

it('serves what another process wrote anew under the same key, and ends it by what it depends on now', async () => {
  const file = join(makeFolder(), 'cache.db');
  let now = 1_000_000;
  const [one, other] = [openFor({ file, now: () => now }), openFor({ file, now: () => now })];
  const stamp = await present(one);
  await one.write([entry('a', stamp)]);
  expect(served(one, 'a')).toEqual(['"a"']);
  now += 500;
  const value = { codec: 'data', payload: '"anew"' };
  await other.write([entry('a', stamp, { value, dependencies: ['*', 'f:app:f', 't:team:1'] })]);
  expect([one.hit?.('a')?.expiresAt, served(one, 'a')]).toEqual([1_001_500, ['"anew"']]);
  await other.invalidate(['t:team:1']);
  expect(served(one, 'a')).toEqual([undefined]);
});

it('knows no entry of a file that was put back from a copy', async () => {
  const file = join(makeFolder(), 'cache.db');
  const one = openFor({ file });
  const stamp = await present(one);
  await one.write([entry('a', stamp)]);
  const raw = openRaw(file);
  raw.exec('CREATE TABLE copied AS SELECT * FROM holdfast_hf_entries');
  await one.write([entry('b', stamp)]);
  expect(served(one, 'a', 'b')).toEqual(['"a"', '"b"']);
  // The numbers of rows go back with the copy, and the next entry gets the number that was given before.
  raw.exec('DELETE FROM holdfast_hf_entries; INSERT INTO holdfast_hf_entries SELECT * FROM copied');
  await openFor({ file }).write([entry('c', stamp)]);
  expect(served(one, 'a', 'b', 'c')).toEqual(['"a"', undefined, '"c"']);
});
