import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Project } from '../find-project.ts';
import { mayHoldTag } from '../read-comments/read-tagged-comments.ts';
import { analyzeFile, type FileAnalysis } from './analyze-file.ts';
import type { AnalyzedFunction } from './analyze-function.ts';

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
}

/** Analyzes every tagged file of a program, and refuses ids that two functions of it share. */
export function analyzeProgram({ typescript, program, projectOf }: AnalysisHost): ProgramAnalysis {
  const files = new Map<ts.SourceFile, ProgramFile>();
  const ids = new Map<string, { readonly first: AnalyzedFunction; readonly at: string }>();
  for (const sourceFile of program.getSourceFiles()) {
    if (sourceFile.isDeclarationFile || !mayHoldTag(sourceFile.text)) continue;
    if (program.isSourceFileFromExternalLibrary(sourceFile)) continue;
    const project = projectOf(sourceFile.fileName);
    const analysis = analyzeFile(typescript, program, sourceFile);
    if ('code' in project) {
      files.set(sourceFile, refuseAll(analysis, project));
      continue;
    }
    const { namespace, path } = project;
    const functions: AnalyzedFunction[] = [];
    const duplicates: Diagnostic[] = [];
    for (const analyzed of analysis.functions) {
      const { spec, shape, on, idSpan } = analyzed;
      const known = ids.get(`${namespace}:${spec.id}`);
      if (known === undefined) {
        const { line } = sourceFile.getLineAndCharacterOfPosition(shape.node.getStart(sourceFile));
        ids.set(`${namespace}:${spec.id}`, { first: analyzed, at: `${path}(${line + 1})` });
        functions.push(analyzed);
      } else {
        duplicates.push(DIAGNOSTICS.duplicateId(idSpan, { on, id: spec.id, first: known.first.on, at: known.at }));
      }
    }
    files.set(sourceFile, {
      ...analysis,
      functions,
      diagnostics: [...analysis.diagnostics, ...duplicates],
      namespace,
      path,
    });
  }
  return files;
}

/** Without a namespace no key can be made; one message a file says so. */
function refuseAll(analysis: FileAnalysis, reason: Diagnostic): ProgramFile {
  const { functions, diagnostics } = analysis;
  const reasons = functions.length === 0 ? [] : [reason];
  return { ...analysis, functions: [], diagnostics: [...diagnostics, ...reasons], namespace: '', path: '' };
}
