import { describe, expect, it } from 'vitest';
import manifest from '../../../codegen/package.json' with { type: 'json' };
import { useProjects } from './open-project.ts';

const open = useProjects();

const HELP = `Usage: holdfast [options] [command]

Keeps the keys of cached functions: holdfast.keys.yaml records them, and a change of one is an error.

Options:
  --version                  print the version
  -h, --help                 print this help

Commands:
  keys [options]             write holdfast.keys.yaml and tell what changed
  check [options]            fail on every diagnostic, and on every key that is not as recorded
  verify [options] <outDir>  compare emitted JavaScript with the manifest
  invalidate                 end what a store holds: by entity, tag or key, or all of it

Examples:
  holdfast keys                     record all keys, once and after each new function
  holdfast check                    in CI: fail where a key is not as recorded
  holdfast keys pin findUser        keep the old key of findUser: write it into its doc comment
  holdfast keys accept findUser     take the new key of findUser
  holdfast verify dist              was dist built by the transformer, from this code?
  holdfast invalidate entity user 42 --store redis://localhost:6379

Exit codes: 0 all is well, 1 there are findings, 2 the command cannot be understood.
`;

const run = (...args: readonly string[]) => open({}).holdfast(...args);

describe('the command line', () => {
  it('prints the version of its package', async () => {
    expect(await run('--version')).toEqual({ exitCode: 0, out: `${manifest.version}\n`, error: '' });
  });

  it('prints its help', async () => {
    expect(await run('--help')).toEqual({ exitCode: 0, out: HELP, error: '' });
  });

  it('refuses to run without a command and says what exists', async () => {
    expect(await run()).toEqual({ exitCode: 2, out: '', error: HELP });
  });

  it('refuses an unknown command', async () => {
    expect(await run('chek', '--', 'src')).toEqual({
      exitCode: 2,
      out: '',
      error: "holdfast: unknown command 'chek'\n(Did you mean check?)\nRun 'holdfast --help' to see what exists.\n",
    });
  });

  it('refuses an unknown option', async () => {
    expect(await run('--frob')).toEqual({
      exitCode: 2,
      out: '',
      error: "holdfast: unknown option '--frob'\nRun 'holdfast --help' to see what exists.\n",
    });
  });

  it('refuses what a command does not take, and what it lacks', async () => {
    const hint = "Run 'holdfast --help' to see what exists.\n";
    expect(await run('keys', 'findUser')).toEqual({
      exitCode: 2,
      out: '',
      error: `holdfast: too many arguments for 'keys'. Expected 0 arguments but got 1: findUser.\n${hint}`,
    });
    expect(await run('verify')).toEqual({
      exitCode: 2,
      out: '',
      error: `holdfast: missing required argument 'outDir'\n${hint}`,
    });
    expect(await run('keys', '--format', 'xml')).toEqual({
      exitCode: 2,
      out: '',
      error: `holdfast: option '--format <format>' argument 'xml' is invalid. Allowed choices are yaml, json.\n${hint}`,
    });
  });

  it.each([['keys'], ['keys', 'accept'], ['keys', 'pin'], ['check'], ['verify']])(
    'teaches %s %s with examples',
    async (...command) => {
      const { exitCode, out, error } = await run(...command, '--help');
      const [usage, ...rest] = out.split('\n');
      expect({ exitCode, error, usage: usage?.startsWith(`Usage: holdfast ${command.join(' ')}`) }).toEqual({
        exitCode: 0,
        error: '',
        usage: true,
      });
      const examples = rest.slice(rest.indexOf('Examples:') + 1).filter((line) => line !== '');
      expect(examples.every((line) => line.startsWith(`  holdfast ${command.join(' ')}`))).toBe(true);
      expect(examples.length).toBeGreaterThan(1);
    },
  );

  it('prints a failure as JSON too', async () => {
    const { exitCode, out, error } = await run('check', '-p', 'none', '--json');
    expect({ exitCode, error, out: JSON.parse(out) }).toEqual({
      exitCode: 2,
      error: '',
      out: {
        problems: [
          {
            code: 'HF2020',
            slug: 'no-tsconfig',
            message:
              'HF2020 no-tsconfig: there is no none. Name the project with -p, as in "holdfast check -p packages/shop/tsconfig.json".',
          },
        ],
      },
    });
  });
});
