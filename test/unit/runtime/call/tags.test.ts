import { describe, expect, it } from 'vitest';
import { cacheOf, compileAsync, compileEmitted, freshRuntime } from '../compiled-function.ts';

describe('tags of a function', () => {
  /** The tags of a row are in the database, and change there. */
  function tagged(tags: Map<number, unknown>) {
    const { runtime } = freshRuntime();
    const counts = { runs: 0, asked: 0 };
    const find = compileEmitted(runtime, 'find', {
      spec: { holes: ['id', 'tagsOf()'], key: { form: 'arguments', holes: 1 }, tags: [['id:', 0], [1]] },
      keyValues: (id: number) => [id],
      further: (id: number) => {
        counts.asked++;
        return [tags.get(id)];
      },
      body: async (id: number) => `${id}, run ${++counts.runs}`,
    });
    return { runtime, counts, find };
  }

  it('end entries as those of templates do', async () => {
    const { runtime, find } = tagged(
      new Map<number, unknown>([
        [1, ['team:1', 'team:2']],
        [2, 'team:2'],
        [3, []],
      ]),
    );
    const all = async () => [await find(1), await find(2), await find(3)];
    expect(await all()).toEqual(['1, run 1', '2, run 2', '3, run 3']);
    expect(await all()).toEqual(['1, run 1', '2, run 2', '3, run 3']);
    await runtime.invalidateTag('team:1');
    expect(await all()).toEqual(['1, run 4', '2, run 2', '3, run 3']);
    await runtime.invalidateTag('team:2');
    expect(await all()).toEqual(['1, run 5', '2, run 6', '3, run 3']);
    await runtime.invalidateTag('id:3');
    expect(await all()).toEqual(['1, run 5', '2, run 6', '3, run 7']);
  });

  it('count for the caller also where they are no longer those that the entry was stored with', async () => {
    const tags = new Map([[1, 'team:1']]);
    const { runtime, find } = tagged(tags);
    await find(1);
    tags.set(1, 'team:2');
    expect(await find(1)).toBe('1, run 1');
    await runtime.invalidateTag('team:2');
    expect(await find(1)).toBe('1, run 2');
  });

  it('are refused where the function gives something else', async () => {
    const { find } = tagged(new Map([[1, 5]]));
    await expect(find(1)).rejects.toMatchObject({
      code: 'HF3001',
      message:
        'HF3001 unkeyable-argument: find: tagsOf() gave a value of type number, so it cannot be part of a tag. Give a text or a list of texts.',
    });
  });
});

describe('tags that begin with ./', () => {
  const spec = { tags: [['./drafts:', 0]] } as const;

  it('are private to the function', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const a = compileAsync(runtime, 'a', { parameters: ['id'], spec }, async (_id: number) => ++runs);
    const b = compileAsync(runtime, 'b', { parameters: ['id'], spec }, async (_id: number) => ++runs);
    const all = async () => [await a(1), await a(2), await b(1)];
    expect(await all()).toEqual([1, 2, 3]);
    await cacheOf(runtime, a).invalidateTag('drafts:1');
    expect(await all()).toEqual([4, 2, 3]);
    await cacheOf(runtime, b).invalidateTag('./drafts:1');
    expect(await all()).toEqual([4, 2, 5]);
  });

  it('are names of dependencies that no other function and no global tag has', async () => {
    const { runtime } = freshRuntime();
    const events: unknown[] = [];
    runtime.on('invalidate', ({ dependencies }) => events.push(...dependencies));
    const ids = ['find', 'admin/find', 'Repo.find'];
    for (const id of ids) {
      const fn = compileAsync(runtime, id, { parameters: ['id'], spec }, async (fnId: number) => fnId);
      await cacheOf(runtime, fn).invalidateTag('a/{b}:1');
    }
    await runtime.invalidateTag('.drafts');
    expect(events).toEqual([
      't:./app:find/a/%7Bb%7D:1',
      't:./app:admin%2Ffind/a/%7Bb%7D:1',
      't:./app:Repo.find/a/%7Bb%7D:1',
      't:.drafts',
    ]);
  });

  it('are refused by invalidateTag, which says what to write', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (id: number) => id);
    await expect(runtime.invalidateTag('./drafts:1')).rejects.toThrow(
      'HF2001 configuration: invalidateTag was given "./drafts:1", but tags that begin with ./ are private to their function. Write cacheOf(fn).invalidateTag("drafts:1") with that function.',
    );
    for (const tag of ['', './', 5 as never]) {
      await expect(cacheOf(runtime, find).invalidateTag(tag)).rejects.toThrow(
        `HF2001 configuration: cacheOf(find).invalidateTag takes a tag of this function without its ./, such as 'drafts:1', not ${JSON.stringify(tag)}.`,
      );
    }
  });
});
