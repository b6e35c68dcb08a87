import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Project } from '../find-project.ts';
import { mayHoldTag } from '../read-comments/read-tagged-comments.ts';
import { analyzeFile, type FileAnalysis } from './analyze-file.ts';

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
  const owners = new Map<string, IdOwner>();
  for (const sourceFile of program.getSourceFiles()) {
    if (sourceFile.isDeclarationFile || !mayHoldTag(sourceFile.text)) continue;
    if (program.isSourceFileFromExternalLibrary(sourceFile)) continue;
    const analysis = analyzeFile(host, sourceFile);
    const project = projectOf(sourceFile.fileName);
    files.set(sourceFile, 'code' in project ? refuseAll(analysis, project) : claimIds(analysis, project, owners));
  }
  return files;
}

/** The first function of a program that has an id. */
interface IdOwner {
  readonly on: string;
  /** `src/user.ts(3)` */
  readonly at: string;
}

function claimIds(analysis: FileAnalysis, project: Project, owners: Map<string, IdOwner>): ProgramFile {
  const { sourceFile } = analysis;
  const diagnostics = [...analysis.diagnostics];
  const functions = analysis.functions.filter(({ spec, shape, on, idSpan }) => {
    const name = `${project.namespace}:${spec.id}`;
    const owner = owners.get(name);
    if (owner !== undefined) {
      diagnostics.push(DIAGNOSTICS.duplicateId(idSpan, { on, id: spec.id, first: owner.on, at: owner.at }));
      return false;
    }
    const { line } = sourceFile.getLineAndCharacterOfPosition(shape.node.getStart(sourceFile));
    owners.set(name, { on, at: `${project.path}(${line + 1})` });
    return true;
  });
  return { ...analysis, ...project, functions, diagnostics: diagnostics.toSorted((a, b) => a.start - b.start) };
}

/** Without a namespace neither a key nor a mark can be made; one message a file says so, at its first function. */
function refuseAll(analysis: FileAnalysis, reason: Diagnostic): ProgramFile {
  const spans = [...analysis.functions.map(({ idSpan }) => idSpan), ...analysis.writers.map(({ span }) => span)];
  const [first] = spans.toSorted((a, b) => a.start - b.start);
  const reasons = first === undefined ? [] : [{ ...reason, start: first.start, length: first.length }];
  const diagnostics = [...analysis.diagnostics, ...reasons].toSorted((a, b) => a.start - b.start);
  return { ...analysis, functions: [], writers: [], diagnostics, warnings: [], namespace: '', path: '' };
}
