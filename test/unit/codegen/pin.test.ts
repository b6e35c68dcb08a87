import { describe, expect, it } from 'vitest';
import { useProjects } from './open-project.ts';
import { fn, keysOf, openRecorded } from './pin-source.ts';

const open = useProjects();

interface Pinned {
  /** What `keys pin` printed. */
  readonly out: string;
  readonly source: string;
}

/** Records one source, replaces it by another, pins, and proves that `check` is clean and the key the old one. */
async function pin(before: string, after: string, ...words: readonly string[]): Promise<Pinned> {
  const project = await openRecorded(open, before);
  const recorded = keysOf(project.read('holdfast.keys.yaml'));
  project.write('src/user.ts', after);
  const { exitCode, out, error } = await project.holdfast('keys', 'pin', ...words);
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
  expect((await project.holdfast('check')).out).toBe('holdfast.keys.yaml: 1 function, all keys as recorded.\n');
  expect(keysOf(project.read('holdfast.keys.yaml')).length).toBe(recorded.length);
  return { out, source: project.read('src/user.ts') };
}

describe('holdfast keys pin', () => {
  it('writes @key where a parameter was renamed', async () => {
    expect(
      await pin(fn('find', 'teamId: number, id: number'), fn('find', 'groupId: number, id: number'), 'find'),
    ).toEqual({
      out: '  pinned  find  find(id,teamId)  src/user.ts(1)  @key find(id={id},teamId={groupId})\n',
      source: fn(
        'find',
        'groupId: number, id: number',
        '/**\n * @cache ttl=10m\n * @key find(id={id},teamId={groupId})\n */',
      ),
    });
  });

  it('writes id= where the function was renamed, if told that it is the one', async () => {
    expect(await pin(fn('find', 'id: number'), fn('load', 'id: number'), 'find=load')).toEqual({
      out: '  pinned  find  find(id)  src/user.ts(1)  id=find\n',
      source: fn('load', 'id: number', '/** @cache id=find ttl=10m */'),
    });
  });

  it('writes both where the function and its parameter were renamed', async () => {
    expect(await pin(fn('find', 'id: number'), fn('load', 'userId: number'), 'find=load')).toEqual({
      out: '  pinned  find  find(id)  src/user.ts(1)  id=find @key find(id={userId})\n',
      source: fn('load', 'userId: number', '/**\n * @cache id=find ttl=10m\n * @key find(id={userId})\n */'),
    });
  });

  it('writes both where nothing stands behind @cache', async () => {
    const { source } = await pin(
      fn('find', 'id: number', '/**@cache*/'),
      fn('load', 'userId: number', '/**@cache*/'),
      'find=load',
    );
    expect(source).toBe(fn('load', 'userId: number', '/**\n * @cache id=find\n * @key find(id={userId})\n */'));
  });

  it('replaces an id= that was changed', async () => {
    const before = fn('find', 'id: number', '/** @cache id=users.find ttl=10m */');
    const after = fn('find', 'id: number', '/** @cache id=user.find ttl=10m */');
    expect((await pin(before, after, 'users.find=user.find')).source).toBe(before);
  });

  it('replaces a template that was changed, and nothing behind it', async () => {
    const comment = (key: string): string => `/**\n * @cache ttl=10m\n * @key ${key} - the users\n */`;
    const before = fn('find', 'id: number', comment('user:{id}'));
    expect(await pin(before, fn('find', 'id: number', comment('users:{id}')))).toEqual({
      out: '  pinned  find  user:{id}  src/user.ts(2)  @key user:{id}\n',
      source: before,
    });
  });

  it('names the renamed parameter in a template', async () => {
    const comment = (key: string): string => `/**\n * @cache ttl=10m\n * @key ${key}\n */`;
    const after = fn('find', 'where: { id: number }', comment('users:{where.id}'));
    const { source } = await pin(fn('find', 'filter: { id: number }', comment('user:{filter.id}')), after);
    expect(source).toBe(after.replace('users:', 'user:'));
  });

  it('writes a template that is gone back', async () => {
    const before = fn('find', 'id: number', '/**\n * @cache ttl=10m\n * @key user:{id}\n */');
    expect((await pin(before, fn('find', 'id: number', '/**\n * @cache ttl=10m\n */'))).source).toBe(before);
  });

  it('writes omit= for a new parameter, warns, and does so only if the function is named', async () => {
    const before = fn('find', 'id: number');
    const after = fn('find', 'id: number, limit: number');
    const project = await openRecorded(open, before);
    project.write('src/user.ts', after);
    expect(await project.holdfast('keys', 'pin')).toEqual({
      exitCode: 1,
      out: `error: HF2023 cannot-pin: the old key of find cannot be written into the source: calls that differ in limit only would share an entry. If the result does not depend on limit, name the function: "holdfast keys pin find". If it does: "holdfast keys accept find".
`,
      error: '',
    });
    expect(project.read('src/user.ts')).toBe(after);
    expect(await project.holdfast('keys', 'pin', 'find')).toEqual({
      exitCode: 0,
      out: '  pinned  find  find(id)  src/user.ts(1)  omit=limit\n',
      error:
        'holdfast: calls of find that differ in limit only share an entry now. If the result depends on it, take that back.\n',
    });
    expect(project.read('src/user.ts')).toBe(
      fn('find', 'id: number, limit: number', '/** @cache omit=limit ttl=10m */'),
    );
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });

  it('adds to an omit= that is there, also for a parameter with a default', async () => {
    const project = await openRecorded(open, fn('find', 'id: number, log: object', '/** @cache ttl=10m omit=log */'));
    project.write('src/user.ts', fn('find', 'id: number, log: object, limit = 10', '/** @cache ttl=10m omit=log */'));
    expect((await project.holdfast('keys', 'pin', 'find')).exitCode).toBe(0);
    expect(project.read('src/user.ts')).toBe(
      fn('find', 'id: number, log: object, limit = 10', '/** @cache ttl=10m omit=log,limit */'),
    );
  });

  it('records another type, since the key is the same', async () => {
    const after = fn('find', 'id: string');
    expect(await pin(fn('find', 'id: number'), after)).toEqual({
      out: '  pinned  find  find(id)  src/user.ts(1)  the key is the same; the types are recorded anew\n',
      source: after,
    });
  });

  it('pins all that changed if none is named, several in one file too', async () => {
    const project = await openRecorded(open, fn('a', 'x: number') + fn('b', 'y: number'));
    project.write('src/user.ts', fn('a', 'x1: number') + fn('b', 'y1: number'));
    expect(await project.holdfast('keys', 'pin')).toEqual({
      exitCode: 0,
      out: `  pinned  a  a(x)  src/user.ts(1)  @key a(x={x1})
  pinned  b  b(y)  src/user.ts(5)  @key b(y={y1})
`,
      error: '',
    });
    expect(await project.holdfast('keys', 'pin')).toEqual({
      exitCode: 0,
      out: 'All keys are as recorded.\n',
      error: '',
    });
  });

  it('keeps a list unordered whose parameter was renamed', async () => {
    const before = fn('find', 'ids: number[]', '/** @cache ttl=10m unordered=ids */');
    const after = fn('find', 'keys: number[]', '/** @cache ttl=10m unordered=keys */');
    expect((await pin(before, after)).out).toBe('  pinned  find  find(ids)  src/user.ts(1)  @key find(ids={keys})\n');
  });

  it('takes a new id out of the manifest again that was recorded before the pin', async () => {
    const project = await openRecorded(open, fn('find', 'id: number'));
    project.write('src/user.ts', fn('load', 'id: number'));
    await project.holdfast('keys');
    expect(keysOf(project.read('holdfast.keys.yaml'))).toEqual(['find(id)', 'load(id)']);
    await project.holdfast('keys', 'pin', 'find=load');
    expect(keysOf(project.read('holdfast.keys.yaml'))).toEqual(['find(id)']);
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });
});
