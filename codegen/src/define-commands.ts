import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import type { CommandHost } from './command-host.ts';
import { createContext, type ProjectOptions } from './commands/command-context.ts';
import { runAccept } from './commands/run-accept.ts';
import { runCheck } from './commands/run-check.ts';
import { type KeysOptions, runKeys } from './commands/run-keys.ts';
import { runPin } from './commands/run-pin.ts';
import { runVerify } from './commands/run-verify.ts';
import { defineInvalidate } from './define-invalidate.ts';
import type { ExitCode } from './exit-code.ts';

const HELP_WIDTH = 110;

type End = (exitCode: ExitCode) => void;

/** The whole command line; an action ends with its exit code. */
export function defineCommands(host: CommandHost, end: End): Command {
  const program = new Command('holdfast');
  program
    .description(
      'Keeps the keys of cached functions: holdfast.keys.yaml records them, and a change of one is an error.',
    )
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError("Run 'holdfast --help' to see what exists.")
    .exitOverride()
    .configureOutput({
      writeOut: host.out,
      writeErr: host.error,
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      outputError: (text, write) => write(text.replace(/^error:/, 'holdfast:')),
    })
    .addHelpText('after', EXAMPLES);
  defineKeys(program, host, end);
  defineCheck(program, host, end);
  defineVerify(program, host, end);
  defineInvalidate(program, host, end);
  return program;
}

const EXAMPLES = `
Examples:
  holdfast keys                     record all keys, once and after each new function
  holdfast check                    in CI: fail where a key is not as recorded
  holdfast keys pin findUser        keep the old key of findUser: write it into its doc comment
  holdfast keys accept findUser     take the new key of findUser
  holdfast verify dist              was dist built by the transformer, from this code?
  holdfast invalidate entity user 42 --store redis://localhost:6379

Exit codes: 0 all is well, 1 there are findings, 2 the command cannot be understood.`;

function defineKeys(program: Command, host: CommandHost, end: End): void {
  const keys = addProjectOptions(program.command('keys'))
    .description('write holdfast.keys.yaml and tell what changed')
    .addOption(new Option('--format <format>', 'how to write it (default: as it is)').choices(['yaml', 'json']))
    .addHelpText(
      'after',
      `
New functions are recorded, and what does not change a key is brought up to date. A key that changed, or whose function
is gone, stays recorded until you pin or accept it; until then the exit code is 1.

Examples:
  holdfast keys
  holdfast keys -p packages/shop -p packages/mail
  holdfast keys --format json`,
    )
    .action(async (options: KeysOptions) => end(await runKeys(createContext(host, options))));
  addProjectOptions(keys.command('accept'))
    .description('record the keys that the code has now')
    .argument('[id...]', 'functions; all if none is named')
    .addHelpText(
      'after',
      `
What is stored under the old keys is not found any more.

Examples:
  holdfast keys accept
  holdfast keys accept findUser UserRepo.find`,
    )
    .action(async (ids: readonly string[], options: ProjectOptions, command: Command) =>
      end(await runAccept(createContext(host, joinOptions(command, options)), ids)),
    );
  addProjectOptions(keys.command('pin'))
    .description('write recorded keys into the source, as @key or id=')
    .argument('[id...]', 'functions, old=new for one that has another id now; all whose key changed if none is named')
    .addHelpText(
      'after',
      `
Only doc comments are edited. What would be written is analyzed first: the key must be the old one, byte for byte.

Examples:
  holdfast keys pin
  holdfast keys pin findUser
  holdfast keys pin findUser=loadUser     loadUser is findUser under another name`,
    )
    .action(async (ids: readonly string[], options: ProjectOptions, command: Command) =>
      end(await runPin(createContext(host, joinOptions(command, options)), ids)),
    );
}

function defineCheck(program: Command, host: CommandHost, end: End): void {
  addProjectOptions(program.command('check'))
    .description('fail on every diagnostic, and on every key that is not as recorded')
    .addHelpText(
      'after',
      `
Nothing is emitted, so it works with noEmit and for projects that a bundler builds.

Examples:
  holdfast check
  holdfast check -p tsconfig.json -p tsconfig.test.json
  holdfast check --json`,
    )
    .action(async (options: ProjectOptions) => end(await runCheck(createContext(host, options))));
}

function defineVerify(program: Command, host: CommandHost, end: End): void {
  addProjectOptions(program.command('verify'))
    .description('compare emitted JavaScript with the manifest')
    .argument('<outDir>', 'the folder that the build writes to')
    .addHelpText(
      'after',
      `
Finds what plain tsc built, what an incremental build left from before, and functions that are missing.

Examples:
  holdfast verify dist
  holdfast verify dist -p tsconfig.json     only the functions of this project`,
    )
    .action(async (outDir: string, options: ProjectOptions) =>
      end(await runVerify(createContext(host, options), outDir)),
    );
}

/** Options may stand before the name of a subcommand too. */
function joinOptions({ parent }: Command, own: ProjectOptions): ProjectOptions {
  const before = parent?.opts<ProjectOptions>() ?? { project: [] };
  return { ...before, ...own, project: [...before.project, ...own.project] };
}

function addProjectOptions(command: Command): Command {
  const collect = (path: string, before: readonly string[]): readonly string[] => [...before, path];
  return command
    .addOption(
      new Option('-p, --project <path>', 'tsconfig.json or its folder; may be repeated')
        .argParser(collect)
        .default([], 'here'),
    )
    .option('--manifest <path>', 'this manifest, in place of the one that is found')
    .option('--json', 'print the result as JSON');
}

function readVersion(): string {
  // By its own name, so that the path is right in src/ and in dist/.
  const manifest: unknown = createRequire(import.meta.url)('@holdfast/codegen/package.json');
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('@holdfast/codegen/package.json has no version; the installation is damaged.');
}
