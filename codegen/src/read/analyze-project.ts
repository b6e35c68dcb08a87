import {
  analyzeProgram,
  createProjectFinder,
  DIAGNOSTICS,
  type Diagnostic,
  describeAnalysis,
  type Manifest,
  type ProgramAnalysis,
  type ReadFile,
  renderFrame,
  type Span,
} from '@holdfast/transformer';
import type ts from 'typescript';
import { CommandFailure } from '../command-failure.ts';
import type { Problem } from '../problem.ts';
import { relativePath } from '../relative-path.ts';
import { findUnresolved } from './find-unresolved.ts';
import type { Project } from './project.ts';

/** Where a function's `@cache` line is. */
export interface FunctionPlace {
  /** Absolute. */
  readonly fileName: string;
  /** `src/user.ts(3)`, from the folder of the command on. */
  readonly shown: string;
  /** The value of `id=`, or else `@cache`. */
  readonly idSpan: Span;
  /** A problem with the function's id, at its place. */
  readonly toProblem: (diagnostic: Diagnostic) => Problem;
}

/** What is known of a project after its program was let go. */
export interface AnalyzedProject {
  readonly current: Manifest;
  readonly problems: readonly Problem[];
  /** What to know of functions that nothing is wrong with. */
  readonly warnings: readonly Problem[];
  /** Its source files, annotated or not. */
  readonly files: readonly ReadFile[];
  /** By `<namespace>:<id>`. */
  readonly places: ReadonlyMap<string, FunctionPlace>;
  /** Imports of annotated files that lead nowhere: `src/user.ts(1,25) './team.js'`. */
  readonly unresolved: readonly string[];
}

/** What the analysis of a project needs. */
export interface AnalysisRequest {
  readonly typescript: typeof ts;
  readonly directory: string;
  readonly project: Project;
  /** Absolute names of the files that another project has already. This one adds its own. */
  readonly claimed: Set<string>;
  /** Texts that count in place of what is on disk. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Analyzes a project as its build would, but without emitting. Files of projects that it refers to are read from their
 * sources, so nothing has to be built before.
 * @throws CommandFailure HF2021, HF2026
 */
export function analyzeProject(request: AnalysisRequest): AnalyzedProject {
  const { typescript, directory, project, claimed } = request;
  const program = createProgram(request);
  refuseSyntaxErrors(request, program);
  refuseMissingTypes(request, program);
  const own = program.getSourceFiles().filter(({ fileName }) => !claimed.has(fileName));
  for (const { fileName, isDeclarationFile } of own) if (!isDeclarationFile) claimed.add(fileName);
  const { sys } = typescript;
  const projectOf = createProjectFinder({
    readJson: (path) => typescript.readConfigFile(path, sys.readFile).config,
    currentDirectory: program.getCurrentDirectory(),
    namespace: project.options.namespace,
  });
  const analysis = analyzeProgram({ typescript, program: { ...program, getSourceFiles: () => own }, projectOf });
  const files = own.flatMap(({ fileName, isDeclarationFile }) => {
    const found = isDeclarationFile ? undefined : projectOf(fileName);
    return found === undefined || 'code' in found ? [] : [{ fileName, ...found }];
  });
  return {
    current: describeAnalysis(typescript, program, analysis),
    files,
    unresolved: findUnresolved({ typescript, program, analysis, directory }),
    ...collect(analysis, directory),
  };
}

function createProgram({ typescript, project, texts }: AnalysisRequest): ts.Program {
  const { fileNames, options, projectReferences = [] } = project.parsed;
  const compilerOptions = { ...options, noEmit: true };
  const disk = typescript.createCompilerHost(compilerOptions);
  const readFile = disk.readFile.bind(disk);
  const getSourceFile = disk.getSourceFile.bind(disk);
  // The compiler reads the first of these too; its declarations leave it out.
  const host: ts.CompilerHost & { readonly useSourceOfProjectReferenceRedirect: () => boolean } = {
    ...disk,
    useSourceOfProjectReferenceRedirect: () => true,
    fileExists: (name) => texts.has(name) || disk.fileExists(name),
    readFile: (name) => texts.get(name) ?? readFile(name),
    getSourceFile: (name, version, ...rest) => {
      const text = texts.get(name);
      return text === undefined
        ? getSourceFile(name, version, ...rest)
        : typescript.createSourceFile(name, text, version);
    },
  };
  return typescript.createProgram({ rootNames: fileNames, options: compilerOptions, projectReferences, host });
}

function refuseSyntaxErrors({ typescript, directory }: AnalysisRequest, program: ts.Program): void {
  const errors = program.getSyntacticDiagnostics();
  const [error] = errors;
  if (error === undefined) return;
  const { line, character } = error.file.getLineAndCharacterOfPosition(error.start);
  const text = typescript.flattenDiagnosticMessageText(error.messageText, ' ');
  const first = `${relativePath(directory, error.file.fileName)}(${line + 1},${character + 1}): ${text}`;
  throw new CommandFailure(DIAGNOSTICS.syntaxErrors({ start: 0, length: 0 }, { first, count: errors.length }));
}

// "Cannot find type definition file", "File not found".
const MISSING = new Set([2688, 6053]);

/** Without the library, or the types that the project names, everything would count as `any`. */
function refuseMissingTypes({ typescript, directory, project }: AnalysisRequest, program: ts.Program): void {
  const named = program.getOptionsDiagnostics().filter(({ code }) => MISSING.has(code));
  const [error] = [...named, ...program.getGlobalDiagnostics()];
  if (error === undefined) return;
  const reason = typescript.flattenDiagnosticMessageText(error.messageText, ' ');
  const path = relativePath(directory, project.tsconfig);
  throw new CommandFailure(DIAGNOSTICS.badTsconfig({ start: 0, length: 0 }, { path, reason }));
}

function collect(
  analysis: ProgramAnalysis,
  directory: string,
): Pick<AnalyzedProject, 'problems' | 'warnings' | 'places'> {
  const problems: Problem[] = [];
  const warned: Problem[] = [];
  const places = new Map<string, FunctionPlace>();
  for (const { sourceFile, namespace, functions, diagnostics, warnings } of analysis.values()) {
    const { fileName, text } = sourceFile;
    const file = relativePath(directory, fileName);
    const toProblem = ({ code, slug, message, start, length }: Diagnostic): Problem => {
      const { line, character } = sourceFile.getLineAndCharacterOfPosition(start);
      const place = { file, line: line + 1, column: character + 1, frame: renderFrame(text, { start, length }) };
      return { code: `HF${code}`, slug, message, ...place };
    };
    problems.push(...diagnostics.map(toProblem));
    warned.push(...warnings.map(toProblem));
    for (const { spec, idSpan } of functions) {
      const { line } = sourceFile.getLineAndCharacterOfPosition(idSpan.start);
      places.set(`${namespace}:${spec.id}`, { fileName, shown: `${file}(${line + 1})`, idSpan, toProblem });
    }
  }
  return { problems, warnings: warned, places };
}
