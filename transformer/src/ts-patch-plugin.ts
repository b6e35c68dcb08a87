import type ts from 'typescript';
import { analyzeProgram, type ProgramAnalysis } from './analyze/analyze-program.ts';
import { createTransformer } from './create-transformer.ts';
import { createProjectFinder } from './find-project.ts';
import { parsePluginOptions } from './parse-plugin-options.ts';
import { toCompilerDiagnostic } from './to-compiler-diagnostic.ts';

/** What ts-patch hands to a plugin, as far as it is used here. */
export interface TsPatchExtras {
  /** The host's compiler. */
  readonly ts: typeof ts;
  readonly addDiagnostic: (diagnostic: ts.Diagnostic) => unknown;
}

// ts-patch calls the plugin anew for each emit, and an incremental build emits file by file.
const analyses = new WeakMap<ts.Program, ProgramAnalysis>();

/**
 * The entry for ts-patch: `"plugins": [{ "transform": "@holdfast/transformer" }]` in tsconfig.json. Problems are
 * reported as errors of the compiler: `error TS991201: HF1201 unknown-hole: …`, exit code 2.
 */
export function tsPatchPlugin(
  program: ts.Program,
  config: Readonly<Record<string, unknown>>,
  { ts: typescript, addDiagnostic }: TsPatchExtras,
): ts.TransformerFactory<ts.SourceFile> {
  const known = analyses.get(program);
  const { options, diagnostics } = parsePluginOptions(config);
  if (known === undefined) {
    for (const diagnostic of diagnostics) addDiagnostic(toCompilerDiagnostic(typescript, undefined, diagnostic));
  }
  const projectOf = createProjectFinder({
    readJson: (path) => typescript.readConfigFile(path, typescript.sys.readFile).config,
    currentDirectory: program.getCurrentDirectory(),
    namespace: options.namespace,
  });
  const analysis = known ?? analyzeProgram({ typescript, program, projectOf });
  analyses.set(program, analysis);
  return createTransformer(analysis, {
    typescript,
    program,
    report: (file, diagnostic) => addDiagnostic(toCompilerDiagnostic(typescript, file, diagnostic)),
  });
}
