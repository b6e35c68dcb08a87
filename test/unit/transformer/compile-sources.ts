import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { analyzeProgram, type ProgramAnalysis } from '../../../transformer/src/analyze/analyze-program.ts';
import { createTransformer } from '../../../transformer/src/create-transformer.ts';
import type { Diagnostic } from '../../../transformer/src/diagnostics.ts';
import type { Project } from '../../../transformer/src/find-project.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const STRICT: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2024.d.ts'],
  types: ['node'],
  typeRoots: [`${ROOT}node_modules/@types`],
  strict: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** What came out of a compilation: texts by output path, and problems by source path. */
export interface Compilation {
  readonly program: ts.Program;
  readonly analysis: ProgramAnalysis;
  readonly outputs: ReadonlyMap<string, string>;
  /** What the compiler makes of the same files alone. */
  readonly readPlainOutputs: () => ReadonlyMap<string, string>;
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>;
  /** What the compiler itself says of the files. */
  readonly readCompilerMessages: () => readonly string[];
}

interface CompileRequest {
  readonly rootNames: readonly string[];
  readonly options?: ts.CompilerOptions;
  /** Sources that do not exist on disk, by absolute path. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Default: each folder is a namespace of its own, so that fixtures do not share ids. */
  readonly projectOf?: (fileName: string) => Project | Diagnostic;
  /** Without it the compiler works alone. */
  readonly isTransformed?: boolean;
  readonly asyncShape?: 'keep';
}

/** Compiles in this process, through the same functions as the ts-patch plugin. */
export function compileSources(request: CompileRequest): Compilation {
  const { projectOf, isTransformed = true, asyncShape } = request;
  const program = createProgram(request);
  const analysis = analyzeProgram({ typescript: ts, program, projectOf: projectOf ?? folderAsProject, asyncShape });
  const outputs = new Map<string, string>();
  const problems = new Map<string, Diagnostic[]>();
  const transformer = createTransformer(analysis, {
    typescript: ts,
    program,
    isFirst: true,
    report: ({ fileName }, diagnostic) => problems.set(fileName, [...(problems.get(fileName) ?? []), diagnostic]),
  });
  const write = (name: string, text: string): unknown => outputs.set(name, text);
  program.emit(undefined, write, undefined, false, isTransformed ? { before: [transformer] } : {});
  const readPlainOutputs = (): ReadonlyMap<string, string> => {
    const plain = new Map<string, string>();
    program.emit(undefined, (name, text) => plain.set(name, text));
    return plain;
  };
  const readMessages = (): readonly string[] => readCompilerMessages(program);
  return { program, analysis, outputs, readPlainOutputs, problems, readCompilerMessages: readMessages };
}

/** The compiler alone, which has not looked at the files yet. */
export function createProgram({ rootNames, options, sources = {} }: CompileRequest): ts.Program {
  const compilerOptions = { ...STRICT, ...options };
  return ts.createProgram(rootNames, compilerOptions, createHost(compilerOptions, sources));
}

function readCompilerMessages(program: ts.Program): readonly string[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText, start }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (file === undefined || start === undefined) return text;
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `${relative(ROOT, file.fileName)}(${line + 1}): ${text}`;
  });
}

function folderAsProject(fileName: string): Project {
  return { namespace: relative(ROOT, dirname(fileName)), path: fileName.slice(dirname(fileName).length + 1) };
}

// The library files are most of the work of a compilation, and the same for all of them.
const libraryFiles = new Map<string, ts.SourceFile | undefined>();

function createHost(options: ts.CompilerOptions, sources: Readonly<Record<string, string>>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  return {
    ...host,
    fileExists: (name) => name in sources || host.fileExists(name),
    readFile: (name) => sources[name] ?? host.readFile(name),
    getSourceFile: (name, version, ...rest) => {
      const text = sources[name];
      if (text !== undefined) return ts.createSourceFile(name, text, version);
      if (!name.includes('/node_modules/')) return readSource(name, version, ...rest);
      const key = `${name} ${JSON.stringify(version)}`;
      if (!libraryFiles.has(key)) libraryFiles.set(key, readSource(name, version, ...rest));
      return libraryFiles.get(key);
    },
  };
}
