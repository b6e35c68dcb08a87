import { describe, expect, it } from 'vitest';
import { useProjects } from './open-project.ts';
import { fn, openRecorded } from './pin-source.ts';

const open = useProjects();

describe('holdfast keys pin refuses', () => {
  async function refuse(before: string, after: string, ...words: readonly string[]) {
    const project = await openRecorded(open, before);
    const manifest = project.read('holdfast.keys.yaml');
    project.write('src/user.ts', after);
    const outcome = await project.holdfast('keys', 'pin', ...words);
    expect(project.read('src/user.ts')).toBe(after);
    expect(project.read('holdfast.keys.yaml')).toBe(manifest);
    return outcome;
  }

  const cannot = 'HF2023 cannot-pin: the old key of find cannot be written into the source:';
  const accept = 'Take the new one with "holdfast keys accept find".';

  it.each<[string, string, string, string]>([
    [
      'a parameter that may be undefined',
      'id?: number',
      'userId?: number',
      'userId may be undefined, which id(arguments) leaves out and a template prints. Rename userId back, or make it required.',
    ],
    [
      'a parameter that is gone',
      'id: number, teamId: number',
      'id: number',
      'nothing tells which parameter stands for teamId now. Write @key yourself.',
    ],
    [
      'two that could be either',
      'a: number, b: number',
      'x: string, y: number, z: number',
      'nothing tells which parameter stands for a now. Write @key yourself.',
    ],
    ['another default', 'limit = 10', 'limit = 20', 'a template has no defaults, and that of limit changed.'],
    [
      'a name that is encoded in a key',
      '$id: number',
      'id: number',
      'its key would be find($id={id}) afterwards. Nothing was written. Take the new key with "holdfast keys accept find", or write @key yourself.',
    ],
  ])('%s', async (_, before, after, expected) => {
    const { exitCode, out, error } = await refuse(fn('find', before), fn('find', after), 'find');
    const text = (out + error).replace(/^(?:error|holdfast): /, '').replace(` ${accept}`, '');
    expect({ exitCode, text }).toEqual({ exitCode: 1, text: `${cannot} ${expected}\n` });
  });

  it.each([
    ['vary=', 'vary=tenantOf', '', 'vary= is part of it. To keep it, write vary=tenantOf yourself.'],
    ['a new vary=', '', 'vary=tenantOf', 'vary= is part of it. To keep it, remove vary= yourself.'],
    ['unordered=', 'unordered=ids', '', 'unordered= is part of it. To keep it, write unordered=ids yourself.'],
  ])('to decide about %s', async (_, before, after, expected) => {
    const source = (option: string): string =>
      `const tenantOf = (): string => 'a';\n${fn('find', 'ids: number[]', `/** @cache ttl=10m ${option} */`)}tenantOf();\n`;
    const { exitCode, out } = await refuse(source(before), source(after), 'find');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: `error: ${cannot} ${expected} ${accept}\n` });
  });

  it('to do anything without a manifest', async () => {
    const project = open({ 'src/user.ts': fn('find', 'id: number') });
    expect(await project.holdfast('keys', 'pin')).toEqual({
      exitCode: 1,
      out: '',
      error:
        'holdfast: HF1416 no-manifest: there is no holdfast.keys.yaml, so nobody would see when one of the keys (1) changes. Run "holdfast keys" and commit the file.\n',
    });
  });

  it('to guess which function was renamed', async () => {
    expect(await refuse(fn('find', 'id: number'), fn('load', 'id: number'), 'find')).toEqual({
      exitCode: 1,
      out: '',
      error: `holdfast: ${cannot} no function has this id, and a renamed one is never guessed. If it is one of load now, say so: "holdfast keys pin find=load".\n`,
    });
    expect(await refuse(fn('find', 'id: number'), fn('load', 'id: number'))).toEqual({
      exitCode: 0,
      out: 'All keys are as recorded.\n',
      error: '',
    });
  });

  it('an id that is not open', async () => {
    expect(await refuse(fn('find', 'id: number'), fn('find', 'userId: number'), 'fnd')).toEqual({
      exitCode: 2,
      out: '',
      error:
        'holdfast: HF2022 unknown-id: nothing is to be settled for fnd by "holdfast keys pin". Open: find. Did you mean find?\n',
    });
  });

  it('to work on code that the build refuses', async () => {
    const outcome = await refuse(
      fn('find', 'id: number', '/**\n * @cache ttl=10m\n * @tag user:{id}\n */'),
      fn('find', 'userId: number', '/**\n * @cache ttl=10m\n * @tag user:{id}\n */'),
    );
    expect(outcome).toEqual({
      exitCode: 1,
      out: `src/user.ts(3,14): error: HF1201 unknown-hole: {id} is not a parameter of find. Parameters: userId. Use one of them, or remove the hole.
3 |  * @tag user:{id}
  |              ^^^^

1 problem. Nothing was written.
`,
      error: '',
    });
  });
});
