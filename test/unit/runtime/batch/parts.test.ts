import { expect, it } from 'vitest';
import { cacheOf, freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

interface Ref {
  readonly id: number;
  readonly org?: { readonly name: string };
  readonly note?: string;
}

/** `@batch refs`, `@key {refs.org.name}/{refs.id}`, `@tag ref:{refs.id}` */
function loadsRefs(batch = {}) {
  const fresh = freshRuntime();
  const asked: (readonly Ref[])[] = [];
  const load = compileBatch(
    fresh.runtime,
    'load',
    {
      parameters: ['refs'],
      list: 'refs',
      batch,
      spec: {
        holes: ['refs.org.name', 'refs.id', 'refs'],
        key: { form: 'template', holes: 2, template: [0, '/', 1] },
        tags: [['ref:', 1]],
      },
    },
    async (refs: readonly Ref[]): Promise<readonly string[]> => {
      asked.push(refs);
      return refs.map(({ id, org }) => `${org?.name} ${id}`);
    },
  );
  return { ...fresh, asked, load };
}

const ONE = { id: 1, org: { name: 'a' } };
const TWO = { id: 2 };

it('a part of each item is its key: what else an item holds does not count', async () => {
  const { asked, load, runtime } = loadsRefs();
  expect(batchOf(runtime, load).key([ONE, TWO])).toEqual(['hf:app:a/1', 'hf:app:undefined/2']);
  expect(await load([ONE, TWO, { ...ONE, note: 'x' }])).toEqual(['a 1', 'undefined 2', 'a 1']);
  expect(
    await load([
      { ...ONE, note: 'y' },
      { ...TWO, id: 3 },
    ]),
  ).toEqual(['a 1', 'undefined 3']);
  expect(asked).toEqual([[ONE, TWO], [{ id: 3 }]]);
});

it('a part of each item is its tag', async () => {
  const { asked, load, runtime } = loadsRefs();
  await load([ONE, TWO]);
  await runtime.invalidateTag('ref:1');
  await load([ONE, TWO]);
  expect(asked).toEqual([[ONE, TWO], [ONE]]);
});

it('calls of one tick share a window', async () => {
  const { asked, load } = loadsRefs({ window: 0 });
  expect(await Promise.all([load([ONE]), load([TWO, ONE])])).toEqual([['a 1'], ['undefined 2', 'a 1']]);
  expect(asked).toEqual([[ONE, TWO]]);
});

it('a Map by item is matched by the parts', async () => {
  const fresh = freshRuntime();
  const load = compileBatch(
    fresh.runtime,
    'load',
    {
      parameters: ['refs'],
      batch: { answers: 'map' },
      spec: { holes: ['refs.id', 'refs'], key: { form: 'template', holes: 1, template: ['ref:', 0] } },
      list: 'refs',
    },
    async (refs: readonly Ref[]): Promise<ReadonlyMap<Ref, number>> => new Map(refs.map((ref) => [{ ...ref }, ref.id])),
  );
  expect(await load([ONE, TWO])).toEqual(
    new Map<Ref, number>([
      [ONE, 1],
      [TWO, 2],
    ]),
  );
  expect((await cacheOf(fresh.runtime, load).info()).currSize).toBe(2);
});
