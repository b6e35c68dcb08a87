import { describe, expect, it } from 'vitest';
import manifest from '../../../codegen/package.json' with { type: 'json' };
import { EXIT, runCommandLine } from '../../../codegen/src/run-command-line.ts';

const HELP = `Usage: holdfast [options] [command]

Command line of Holdfast: compile-time caching for TypeScript.

Arguments:
  command    no commands exist yet; the build itself runs as: npx tspc

Options:
  --version  print the version
  --help     print this help
`;

async function run(...args: string[]) {
  let out = '';
  let error = '';
  const exitCode = await runCommandLine(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { exitCode, out, error };
}

describe('the command line', () => {
  it('prints the version of its package', async () => {
    expect(await run('--version')).toEqual({ exitCode: EXIT.ok, out: `${manifest.version}\n`, error: '' });
  });

  it('prints its help', async () => {
    expect(await run('--help')).toEqual({ exitCode: EXIT.ok, out: HELP, error: '' });
  });

  it('refuses to run without a command and says what exists', async () => {
    expect(await run()).toEqual({ exitCode: EXIT.usage, out: '', error: HELP });
  });

  it('refuses an unknown command', async () => {
    expect(await run('chek', '--', 'src')).toEqual({
      exitCode: EXIT.usage,
      out: '',
      error: "holdfast: unknown command 'chek'\nRun 'holdfast --help' to see what exists.\n",
    });
  });

  it('refuses an unknown option', async () => {
    expect(await run('--frob')).toEqual({
      exitCode: EXIT.usage,
      out: '',
      error: "holdfast: unknown option '--frob'\nRun 'holdfast --help' to see what exists.\n",
    });
  });
});
