import { describe, expect, it } from 'vitest';
import { type CommandProject, useProjects } from './open-project.ts';

const open = useProjects();

/** A batch of users; `list` is its list parameter. */
function batch(list: string, comment = '/** @batch ids by=id ttl=10m */'): string {
  return `${comment}
export async function loadUsers(locale: string, ${list}): Promise<{ id: number | string }[]> {
  return [{ id: locale }];
}
`;
}

async function openRecorded(source: string): Promise<CommandProject> {
  const project = open({ 'src/user.ts': source });
  expect((await project.holdfast('keys')).error).toBe('');
  return project;
}

/** What `check` says of another source. */
async function checkAfter(before: string, after: string) {
  const project = await openRecorded(before);
  project.write('src/user.ts', after);
  const { exitCode, out } = await project.holdfast('check');
  return { exitCode, out };
}

const CLEAN = 'holdfast.keys.yaml: 1 function, all keys as recorded.\n';
/** The keys are as they were, and what else the manifest says is not. */
const LAGGING = {
  exitCode: 0,
  out: `${CLEAN.trim()} It lags behind the code of 1 function; "holdfast keys" brings it up to date.\n`,
};

describe('a batch in the manifest', () => {
  it('stands with its list and what it says of it', async () => {
    const project = await openRecorded(batch('ids: readonly number[]', '/** @batch ids by=id max=50 window=5ms */'));
    expect(project.read('holdfast.keys.yaml').split('\n').slice(4)).toEqual([
      '  app:',
      '    - id: loadUsers',
      '      key: loadUsers(ids,locale)',
      '      file: src/user.ts',
      '      kind: function',
      '      calls: async',
      '      parameters:',
      '        - { name: locale, type: string }',
      "        - { name: ids, type: 'readonly number[]', item: number }",
      '      options:',
      '        batch: ids',
      "        max: '50'",
      '        by: id',
      '        window: 5ms',
      '      isolation: copy',
      '      result:',
      expect.stringMatching(/^ {8}hash: [0-9a-f]+$/),
      "        shape: '{ id: number | string } | null'",
      '',
    ]);
    expect(await project.holdfast('check')).toEqual({ exitCode: 0, out: CLEAN, error: '' });
  });

  it('keeps its keys as another kind of list, and for another way to call the body', async () => {
    const before = batch('ids: number[]');
    expect(await checkAfter(before, batch('ids: number[]', '/** @batch ids by=id ttl=10m max=5 */'))).toEqual(LAGGING);
    expect(await checkAfter(before, batch('ids: ReadonlySet<number>'))).toEqual(LAGGING);
    expect(await checkAfter(before, batch('...ids: readonly number[]'))).toEqual(LAGGING);
  });

  it('has other keys where its list has another name', async () => {
    const after = batch('keys: number[]', '/** @batch keys by=id ttl=10m */');
    expect((await checkAfter(batch('ids: number[]'), after)).out).toContain(
      'HF1410 changed-key: the key of loadUsers was app:loadUsers(ids,locale) and is app:loadUsers(keys,locale) (ids is gone; keys is new)',
    );
  });

  it('has other keys where its items are of another type', async () => {
    expect((await checkAfter(batch('ids: number[]'), batch('ids: string[]'))).out).toContain(
      'HF1410 changed-key: the key of loadUsers was app:loadUsers(ids: number, locale: string) and is app:loadUsers(ids: string, locale: string) (the type of ids was number[] and is string[])',
    );
  });

  it('has other keys than a function that caches the list as a whole', async () => {
    const after = batch('ids: number[]', '/** @cache ttl=10m */');
    expect((await checkAfter(batch('ids: number[]'), after)).out).toContain(
      '(each item of ids had a key of its own), so nothing that is stored under the old one is found.',
    );
  });

  it('may share its keys with a function for one item', async () => {
    const single = `/**
 * @cache
 * @key user:{locale}:{id}
 */
export async function findUser(locale: string, id: number): Promise<{ id: number | string } | null> {
  return { id: locale.length + id };
}
`;
    const project = await openRecorded(
      batch('ids: number[]', '/**\n * @batch ids by=id\n * @key user:{locale}:{ids}\n */') + single,
    );
    const lines = project.read('holdfast.keys.yaml').split('\n');
    expect(lines.filter((line) => line.includes(' key:'))).toEqual([
      '      key: user:{locale}:{id}',
      '      key: user:{locale}:{ids}',
    ]);
    expect(new Set(lines.filter((line) => line.includes(' hash:'))).size).toBe(1);
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 2 functions, all keys as recorded.\n',
      error: '',
    });
  });
});

describe('holdfast keys pin', () => {
  it('writes the keys of a batch whose list was renamed', async () => {
    const project = await openRecorded(batch('ids: number[]'));
    project.write('src/user.ts', batch('keys: number[]', '/** @batch keys by=id ttl=10m */'));
    expect(await project.holdfast('keys', 'pin')).toEqual({
      exitCode: 0,
      out: '  pinned  loadUsers  loadUsers(ids,locale)  src/user.ts(1)  @key loadUsers(ids={keys},locale={locale})\n',
      error: '',
    });
    expect(project.read('src/user.ts')).toBe(
      batch('keys: number[]', '/**\n * @batch keys by=id ttl=10m\n * @key loadUsers(ids={keys},locale={locale})\n */'),
    );
    expect((await project.holdfast('check')).out).toBe(CLEAN);
  });

  it('writes the id of a batch that was renamed behind its list', async () => {
    const project = await openRecorded(batch('ids: number[]'));
    project.write('src/user.ts', batch('ids: number[]').replace('loadUsers', 'listUsers'));
    await project.holdfast('keys', 'pin', 'loadUsers=listUsers');
    expect(project.read('src/user.ts').split('\n')[0]).toBe('/** @batch ids id=loadUsers by=id ttl=10m */');
    expect((await project.holdfast('check')).out).toBe(CLEAN);
  });

  it('does not make a list of items, or items of a list', async () => {
    const project = await openRecorded(batch('ids: number[]'));
    project.write('src/user.ts', batch('ids: number[]', '/** @cache */'));
    expect((await project.holdfast('keys', 'pin', 'loadUsers')).out).toContain(
      'a list has one key with @cache, and with @batch each of its items has one. To keep it, write @batch ids yourself.',
    );
  });
});

describe('holdfast verify', () => {
  it('knows a batch in the output by all that the manifest says of it', async () => {
    const project = await openRecorded(batch('ids: number[]'));
    const hash = /hash: (\w+)/.exec(project.read('holdfast.keys.yaml'))?.[1] ?? '';
    const mark = (batchSpec: string): string =>
      `[hf1] = hf_batch.batches(hf_runtime.compiled({ abi: 1, file: "src/user.ts", namespace: "app", specs: [{ id: "loadUsers", kind: "function", calls: "async", holes: ["ids", "locale"], key: { form: "arguments", holes: 2 }, ttl: 600000, shape: "${hash}"${batchSpec} }] }));\n`;
    const BATCH = ', batch: { hole: 0, items: "array", answers: "list", by: "id" }';
    project.write('dist/user.js', mark(BATCH));
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 0,
      out: 'dist: 1 function, all transformed and as recorded in holdfast.keys.yaml.\n',
      error: '',
    });
    project.write('dist/user.js', mark(''));
    expect((await project.holdfast('verify', 'dist')).out).toContain(
      'dist/user.js holds another loadUsers than the manifest: batch is none there and ids here, by is none there and id here.',
    );
  });
});
