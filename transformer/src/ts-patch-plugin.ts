import type ts from 'typescript';
import { analyzeProgram, type ProgramAnalysis } from './analyze/analyze-program.ts';
import { copyCompiler } from './copy-compiler.ts';
import { createTransformer } from './create-transformer.ts';
import type { Diagnostic } from './diagnostics.ts';
import type { Drift } from './drift/check-drift.ts';
import { readDrift } from './drift/read-drift.ts';
import { createProjectFinder } from './find-project.ts';
import { watchKeptOutput } from './output/watch-kept-output.ts';
import { parsePluginOptions } from './parse-plugin-options.ts';
import { toCompilerDiagnostic } from './to-compiler-diagnostic.ts';

/** What ts-patch hands to a plugin, as far as it is used here. */
export interface TsPatchExtras {
  /** The host's compiler. */
  readonly ts: typeof ts;
  readonly addDiagnostic: (diagnostic: ts.Diagnostic) => unknown;
}

/** What is known of a program after the first call for it. */
interface Known {
  readonly analysis: ProgramAnalysis;
  readonly drift: Drift;
  /** What was written so far. */
  readonly emitted: Set<ts.SourceFile>;
}

// ts-patch calls the plugin anew for each emit, and an incremental build emits file by file.
const programs = new WeakMap<ts.Program, Known>();

/**
 * The entry for ts-patch: `"plugins": [{ "transform": "@holdfast/transformer" }]` in tsconfig.json. Problems are
 * reported as errors of the compiler: `error TS991201: HF1201 unknown-hole: …`, exit code 2.
 */
export function tsPatchPlugin(
  program: ts.Program,
  config: Readonly<Record<string, unknown>>,
  { ts: compiler, addDiagnostic }: TsPatchExtras,
): ts.TransformerFactory<ts.SourceFile> {
  const typescript = copyCompiler(compiler);
  const known = programs.get(program);
  const { options, diagnostics } = parsePluginOptions(config);
  const report = (file: ts.SourceFile | undefined, diagnostic: Diagnostic): unknown =>
    addDiagnostic(toCompilerDiagnostic(typescript, file, diagnostic));
  const isWarning = options.drift === 'warn' || isWatching(program);
  const reportDrift = (file: ts.SourceFile | undefined, diagnostic: Diagnostic): unknown =>
    isWarning
      ? warn(typescript, program, toCompilerDiagnostic(typescript, file, diagnostic))
      : report(file, diagnostic);

  const readJson = (path: string): unknown => typescript.readConfigFile(path, typescript.sys.readFile).config;
  const currentDirectory = program.getCurrentDirectory();
  const projectOf = createProjectFinder({ readJson, currentDirectory, namespace: options.namespace });
  const host = { typescript, program, projectOf };
  const analysis = known?.analysis ?? analyzeProgram({ ...host, asyncShape: options.asyncShape });
  const drift = known?.drift ?? readDrift({ ...host, analysis, options, readJson });
  const emitted = known?.emitted ?? new Set();
  if (known === undefined) {
    if (!isWatching(program)) watchKeptOutput({ typescript, program, analysis, emitted });
    for (const diagnostic of diagnostics) report(undefined, diagnostic);
    for (const diagnostic of drift.elsewhere) reportDrift(undefined, diagnostic);
    programs.set(program, { analysis, drift, emitted });
  }
  const transform = createTransformer(analysis, { typescript, program, isFirst: isAlone(program), report });
  return (transformation) => {
    const transformFile = transform(transformation);
    // The code is emitted all the same: a key that changed is new, not wrong.
    return (sourceFile) => {
      const original = typescript.getOriginalNode(sourceFile, typescript.isSourceFile);
      if (original !== undefined) emitted.add(original);
      for (const diagnostic of (original && analysis.get(original)?.warnings) ?? []) {
        warn(typescript, program, toCompilerDiagnostic(typescript, original, diagnostic));
      }
      for (const diagnostic of (original && drift.inFiles.get(original)) ?? []) reportDrift(original, diagnostic);
      return transformFile(sourceFile);
    };
  };
}

/** Whether no other plugin of tsconfig.json transforms sources before they are printed. */
function isAlone(program: ts.Program): boolean {
  const { plugins } = program.getCompilerOptions();
  return Array.isArray(plugins) && plugins.filter(isTransformer).length === 1;
}

function isTransformer(plugin: unknown): boolean {
  if (typeof plugin !== 'object' || plugin === null || !('transform' in plugin)) return false;
  const { after, afterDeclarations, transformProgram }: Readonly<Record<string, unknown>> = { ...plugin };
  return after !== true && afterDeclarations !== true && transformProgram !== true;
}

/** In a watching build names are half written all the time. */
function isWatching(program: ts.Program): boolean {
  return (
    program.getCompilerOptions().watch === true || process.argv.some((word) => word === '-w' || word === '--watch')
  );
}

/** To the error stream, since a build exits with 2 for warnings too. */
function warn(typescript: typeof ts, program: ts.Program, diagnostic: ts.Diagnostic): void {
  const warning = { ...diagnostic, category: typescript.DiagnosticCategory.Warning };
  process.stderr.write(
    typescript.formatDiagnostic(warning, {
      getCurrentDirectory: () => program.getCurrentDirectory(),
      getCanonicalFileName: (name) => name,
      getNewLine: () => '\n',
    }),
  );
}
