import { CommanderError } from 'commander';
import { CommandFailure } from './command-failure.ts';
import type { CommandHost } from './command-host.ts';
import { defineCommands } from './define-commands.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { toProblem } from './problem.ts';
import { renderJson } from './render/render-json.ts';

/**
 * Runs `holdfast <args>` and tells the exit code. Never ends the process and never throws for what a user typed.
 * @param args what follows the name of the command: `['check', '-p', 'packages/shop']`
 */
export async function runCommandLine(args: readonly string[], host: CommandHost): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = defineCommands(host, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // The parser reports help, version and every usage problem this way, after it wrote them; code 0 is help and version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CommandFailure)) throw error;
    if (args.includes('--json')) host.out(renderJson({ problems: [toProblem(error.diagnostic)] }));
    else host.error(`holdfast: ${error.message}\n`);
    return error.exitCode;
  }
}
