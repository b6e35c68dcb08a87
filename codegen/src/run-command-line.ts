import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';

/** Where the command line writes: whole texts, line ends included. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Exit codes. `usage`: the arguments cannot be understood; nothing was done. */
export const EXIT = { ok: 0, usage: 2 } as const;

/** Exit code of the command line, as a process gets it. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Runs `holdfast <args>` and tells the exit code. Never ends the process and never throws for what a user typed.
 * @param args what follows the name of the command: `['--version']`
 */
export async function runCommandLine(args: readonly string[], output: Output): Promise<ExitCode> {
  try {
    await createProgram(output).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // The parser reports help, version and every usage problem this way, after it wrote them; code 0 is help and version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
}

function createProgram(output: Output): Command {
  const program = new Command('holdfast');
  return program
    .description('Command line of Holdfast: compile-time caching for TypeScript.')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .argument('[command]', 'no commands exist yet; the build itself runs as: npx tspc')
    .allowExcessArguments()
    .showHelpAfterError("Run 'holdfast --help' to see what exists.")
    .exitOverride()
    .configureOutput({
      writeOut: output.out,
      writeErr: output.error,
      outputError: (text, write) => write(text.replace(/^error:/, 'holdfast:')),
    })
    .action((command: string | undefined) => {
      if (command === undefined) program.help({ error: true });
      program.error(`error: unknown command '${command}'`);
    });
}

function readVersion(): string {
  // By its own name, so that the path is right in src/ and in dist/.
  const manifest: unknown = createRequire(import.meta.url)('@holdfast/codegen/package.json');
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  throw new Error('@holdfast/codegen/package.json has no version; the installation is damaged.');
}
