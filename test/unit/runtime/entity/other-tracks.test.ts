import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FunctionSpec, Tracked } from '../../../../runtime/src/spec.ts';
import { sqliteStore } from '../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { type FreshRuntime, freshRuntime } from '../compiled-function.ts';
import { makeFolder } from '../store/sqlite/sqlite-files.ts';
import { compileTracked } from './compile-tracked.ts';

interface Post {
  readonly id: number;
  readonly author: number;
}

const BY_ID: Partial<FunctionSpec> = { key: { form: 'template', holes: 1, template: ['post:', 0] } };

/** A function of the key `post:{id}` that tracks its author, the post, or nothing. */
function reader({ runtime }: FreshRuntime, id: string, tracks: readonly Tracked[], spec: Partial<FunctionSpec> = {}) {
  const fields: readonly (keyof Post)[] = tracks.map(({ entity }) => (entity === 'user' ? 'author' : 'id'));
  return compileTracked(
    runtime,
    id,
    {
      parameters: ['id'],
      tracks,
      ...(tracks.length > 0 && {
        walk: (post: Post, found) => {
          for (const [track, field] of fields.entries()) found.one(track, post[field]);
        },
      }),
      spec: { ...BY_ID, ...spec },
    },
    async (postId: number) => ({ id: postId, author: 1, by: id }),
  );
}

const AUTHOR: readonly Tracked[] = [{ entity: 'user', paths: ['author'] }];
const POST: readonly Tracked[] = [{ entity: 'post', paths: ['id'] }];

describe.each(['memory', 'sqlite'])('two functions with one key that track other things (%s)', (kind) => {
  async function start(): Promise<FreshRuntime> {
    const fresh = freshRuntime();
    if (kind === 'memory') return fresh;
    onTestFinished(() => fresh.runtime.dispose());
    await fresh.runtime.configure({ store: sqliteStore(join(makeFolder(), 'cache.db')) });
    return fresh;
  }

  it('do not serve what was stored without the dependencies that the caller promises', async () => {
    const fresh = await start();
    const [plain, tracked] = [reader(fresh, 'plain', []), reader(fresh, 'tracked', AUTHOR)];
    const reasons: string[] = [];
    fresh.runtime.on('miss', ({ reason }) => reasons.push(reason));
    expect([await plain(5), await tracked(5), await plain(5), await tracked(5)]).toMatchObject([
      { by: 'plain' },
      { by: 'tracked' },
      { by: 'tracked' },
      { by: 'tracked' },
    ]);
    expect(reasons).toEqual(['absent', 'shape']);
    await fresh.runtime.invalidateEntity('user', 1);
    expect(await plain(5)).toMatchObject({ by: 'plain' });
  });

  it('share their entries where they track the same', async () => {
    const fresh = await start();
    const [a, b] = [reader(fresh, 'a', AUTHOR), reader(fresh, 'b', AUTHOR)];
    expect([await a(5), await b(5)]).toMatchObject([{ by: 'a' }, { by: 'a' }]);
    await fresh.runtime.invalidateEntity('user', 1);
    expect([await b(5), await a(5)]).toMatchObject([{ by: 'b' }, { by: 'b' }]);
  });

  it('tell other places and other entities apart, beside the shape of the result', async () => {
    const fresh = await start();
    const byPost = reader(fresh, 'byPost', POST, { shape: 'a1' });
    const byAuthor = reader(fresh, 'byAuthor', AUTHOR, { shape: 'a1' });
    const otherShape = reader(fresh, 'otherShape', AUTHOR, { shape: 'b2' });
    const noShape = reader(fresh, 'noShape', AUTHOR);
    expect([await byPost(5), await byAuthor(5), await noShape(5), await otherShape(5)]).toMatchObject([
      { by: 'byPost' },
      { by: 'byAuthor' },
      { by: 'byAuthor' },
      { by: 'otherShape' },
    ]);
  });
});
