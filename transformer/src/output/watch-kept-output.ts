import { basename } from 'node:path';
import { toCompilerDiagnostic } from '../to-compiler-diagnostic.ts';
import { checkKeptOutput, type EndedBuild } from './check-kept-output.ts';

// The builds of this process; `tspc -b` makes several.
const builds = new Set<EndedBuild>();

/**
 * Looks at the kept output of an incremental build when the compiler ends, since only then it is known what was written.
 * A problem is printed as the compiler prints its own, and the exit code is 2. A build that writes nothing at all does not
 * ask the plugin, so nobody looks then; `holdfast verify` does.
 */
export function watchKeptOutput(build: EndedBuild): void {
  const { incremental, composite, noEmit } = build.program.getCompilerOptions();
  if ((incremental !== true && composite !== true) || noEmit === true || !isCompiler()) return;
  if (builds.size === 0) process.once('exit', reportKeptOutput);
  builds.add(build);
}

function reportKeptOutput(): void {
  for (const build of builds) {
    const { typescript, program } = build;
    const diagnostics = checkKeptOutput(build).map((diagnostic) =>
      toCompilerDiagnostic(typescript, undefined, diagnostic),
    );
    if (diagnostics.length === 0) continue;
    process.exitCode = typescript.ExitStatus.DiagnosticsPresent_OutputsGenerated;
    typescript.sys.write(
      typescript.formatDiagnostics(diagnostics, {
        getCurrentDirectory: () => program.getCurrentDirectory(),
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
      }),
    );
  }
}

/** Loaders and bundlers end for reasons of their own. */
function isCompiler(): boolean {
  return /^tspc?(\.js)?$/.test(basename(process.argv[1] ?? ''));
}
