import type { ProgramAnalysis } from '@holdfast/transformer';
import type ts from 'typescript';
import { relativePath } from '../relative-path.ts';

/** What is looked through. */
export interface UnresolvedRequest {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  readonly analysis: ProgramAnalysis;
  readonly directory: string;
}

/**
 * Imports of annotated files that lead nowhere. The compiler's own check would take as long as all else, and what matters
 * here is whether types are known.
 */
export function findUnresolved({ typescript, program, analysis, directory }: UnresolvedRequest): readonly string[] {
  const checker = program.getTypeChecker();
  return [...analysis.keys()].flatMap((sourceFile) =>
    sourceFile.statements.flatMap((statement) => {
      // An import without names gives no types.
      if (!typescript.isImportDeclaration(statement) || statement.importClause === undefined) return [];
      const { moduleSpecifier } = statement;
      if (checker.getSymbolAtLocation(moduleSpecifier) !== undefined) return [];
      const { line, character } = sourceFile.getLineAndCharacterOfPosition(moduleSpecifier.getStart(sourceFile));
      const place = `${relativePath(directory, sourceFile.fileName)}(${line + 1},${character + 1})`;
      return [`${place} ${moduleSpecifier.getText(sourceFile)}`];
    }),
  );
}
