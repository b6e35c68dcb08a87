import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Project } from '../find-project.ts';
import { mayHoldTag } from '../read-comments/read-tagged-comments.ts';
import { analyzeFile, type FileAnalysis } from './analyze-file.ts';
import type { AnalyzedFunction } from './analyze-function.ts';
import { checkSharedKey, commonKeyOf, type KeyOwner } from './batch/check-shared-key.ts';
import { sortByPlace } from './sort-by-place.ts';

/** A tagged file and where it belongs. */
export interface ProgramFile extends FileAnalysis {
  readonly namespace: string;
  /** Path within the project, with `/`: `src/user.ts`. */
  readonly path: string;
}

/** The tagged files of a program; all others are in nobody's way. */
export type ProgramAnalysis = ReadonlyMap<ts.SourceFile, ProgramFile>;

/** What an analysis needs: the host's compiler, its program, and the project that a file belongs to. */
export interface AnalysisHost {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  readonly projectOf: (fileName: string) => Project | Diagnostic;
  /** `keep`: what is emitted of an `async` function stays one. */
  readonly asyncShape?: 'keep' | undefined;
}

/** Analyzes every tagged file of a program, and refuses ids that two functions of it share. */
export function analyzeProgram({ projectOf, ...host }: AnalysisHost): ProgramAnalysis {
  const { program } = host;
  const files = new Map<ts.SourceFile, ProgramFile>();
  const owners: Owners = { ids: new Map(), keys: new Map(), program };
  for (const sourceFile of program.getSourceFiles()) {
    if (sourceFile.isDeclarationFile || !mayHoldTag(sourceFile.text)) continue;
    if (program.isSourceFileFromExternalLibrary(sourceFile)) continue;
    const analysis = analyzeFile(host, sourceFile);
    const project = projectOf(sourceFile.fileName);
    files.set(sourceFile, 'code' in project ? refuseAll(analysis, project) : claimNames(analysis, project, owners));
  }
  return files;
}

/** The first function of a program that has an id. */
interface IdOwner {
  readonly on: string;
  /** `src/user.ts(3)` */
  readonly at: () => string;
}

/** Who has an id or a key in a program, by namespace. */
interface Owners {
  readonly ids: Map<string, IdOwner>;
  readonly keys: Map<string, KeyOwner>;
  readonly program: ts.Program;
}

function claimNames(analysis: FileAnalysis, { namespace, path }: Project, { ids, keys, program }: Owners): ProgramFile {
  const { sourceFile, writers } = analysis;
  const diagnostics = analysis.diagnostics.slice();
  const warnings = analysis.warnings.slice();
  const functions: AnalyzedFunction[] = [];
  for (const analyzed of analysis.functions) {
    const { spec, shape, on, idSpan } = analyzed;
    const name = `${namespace}:${spec.id}`;
    const owner = ids.get(name);
    if (owner !== undefined) {
      diagnostics.push(DIAGNOSTICS.duplicateId(idSpan, { on, id: spec.id, first: owner.on, at: owner.at() }));
      continue;
    }
    const at = (): string => {
      const { line } = sourceFile.getLineAndCharacterOfPosition(shape.node.getStart(sourceFile));
      return `${path}(${line + 1})`;
    };
    ids.set(name, { on, at });
    functions.push(analyzed);
    const key = commonKeyOf(namespace, spec);
    if (key === undefined) continue;
    const sharing = keys.get(key);
    if (sharing === undefined) keys.set(key, { on, at, analyzed });
    const warning = sharing && checkSharedKey(program, analyzed, sharing);
    if (warning !== undefined) warnings.push(warning);
  }
  return {
    sourceFile,
    functions,
    writers,
    diagnostics: sortByPlace(diagnostics),
    warnings: sortByPlace(warnings),
    namespace,
    path,
  };
}

/** Without a namespace neither a key nor a mark can be made; one message a file says so, at its first function. */
function refuseAll(analysis: FileAnalysis, reason: Diagnostic): ProgramFile {
  const spans = [...analysis.functions.map(({ idSpan }) => idSpan), ...analysis.writers.map(({ span }) => span)];
  const [first] = spans.toSorted((a, b) => a.start - b.start);
  const reasons = first === undefined ? [] : [{ ...reason, start: first.start, length: first.length }];
  const diagnostics = sortByPlace([...analysis.diagnostics, ...reasons]);
  return { ...analysis, functions: [], writers: [], diagnostics, warnings: [], namespace: '', path: '' };
}
