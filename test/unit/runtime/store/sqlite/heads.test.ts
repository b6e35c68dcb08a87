import { expect, it } from 'vitest';
import { Head } from '../../../../../runtime/src/store/sqlite/head.ts';
import { Heads } from '../../../../../runtime/src/store/sqlite/heads.ts';
import { entry, openNew, present, served } from './sqlite-files.ts';

function headOf(key: string, id: number): Head {
  const about = { codec: 'data', dependencies: ['*'], provenAt: -1, provenFrom: 0, options: undefined };
  return new Head({ id, key, stamp: { epoch: 'e', count: id }, written: 1, expires: 2, about, read: undefined });
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
