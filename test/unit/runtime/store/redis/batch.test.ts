import { expect, it } from 'vitest';
import { Batch } from '../../../../../runtime/src/store/redis/batch.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';

const names = new RedisNames('hf');
const EPOCH = 'aaaa';

/** A batch over these texts, and the names that it asked for. */
function makeBatch(texts: Readonly<Record<string, string>>): { readonly batch: Batch; readonly asked: string[][] } {
  const asked: string[][] = [];
  const batch = new Batch(names, async (wanted) => {
    asked.push(wanted);
    return wanted.map((name) => texts[name] ?? null);
  });
  return { batch, asked };
}

it('asks for each dependency and each floor once, however often they are wanted, and for nothing where nothing is', async () => {
  const { batch, asked } = makeBatch({
    [names.dependency('t:a')]: `${EPOCH}:4`,
    [names.floor('t:a')]: `${EPOCH}:3`,
  });
  for (let i = 0; i < 2; i++) {
    batch.wantDependency('t:a');
    batch.wantFloor('t:a');
  }
  await batch.fetch();
  await batch.fetch();
  expect(asked).toEqual([[names.dependency('t:a'), names.floor('t:a')]]);
  expect([batch.countOf('t:a', EPOCH), batch.floorOf('t:a', EPOCH)]).toEqual([4, 3]);
});

it('says why there is no count: nobody asked, nothing stands there, another epoch does, or nothing of ours', async () => {
  const { batch } = makeBatch({
    [names.dependency('t:other')]: 'bbbb:4',
    [names.dependency('t:foreign')]: 'x',
  });
  for (const name of ['t:none', 't:other', 't:foreign']) batch.wantDependency(name);
  await batch.fetch();
  const counts = ['t:unasked', 't:none', 't:other', 't:foreign'].map((name) => batch.countOf(name, EPOCH));
  expect([...counts, batch.floorOf('t:none', EPOCH)]).toEqual(['absent', 'absent', 'absent', 'garbage', 'absent']);
});

it('reads stamps one after another, alike or not', async () => {
  const counts = [4, 4, 5, undefined, undefined, 4];
  const stamps = counts.flatMap((count, i) => (count === undefined ? [] : [[names.dependency(`t:${i}`), count]]));
  const { batch } = makeBatch(Object.fromEntries(stamps.map(([name, count]) => [name, `${EPOCH}:${count}`])));
  const asked = counts.map((_, i) => `t:${i}`);
  for (const name of asked) batch.wantDependency(name);
  await batch.fetch();
  expect(asked.map((name) => batch.countOf(name, EPOCH))).toEqual(counts.map((count) => count ?? 'absent'));
});

it('reads one stamp by several epochs, one after another', async () => {
  const { batch } = makeBatch({ [names.dependency('t:a')]: `${EPOCH}:4` });
  batch.wantDependency('t:a');
  await batch.fetch();
  expect([EPOCH, 'bbbb', EPOCH].map((epoch) => batch.countOf('t:a', epoch))).toEqual([4, 'absent', 4]);
});

it('asks for a thousand names at a time, and puts the answers together in order', async () => {
  const { batch, asked } = makeBatch({ 'name 0': 'first', 'name 2000': 'last' });
  const places = Array.from({ length: 2001 }, (_, i) => batch.want(`name ${i}`));
  await batch.fetch();
  expect(asked.map(({ length }) => length)).toEqual([1000, 1000, 1]);
  expect([places[0], places[1], places[2000]].map((place) => batch.textAt(place ?? -1))).toEqual([
    'first',
    null,
    'last',
  ]);
});
