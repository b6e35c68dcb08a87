import type ts from 'typescript';

/**
 * Where the first doc comment of a file starts, if it stands before all code; directives such as `"use client"` and
 * comments of other kinds (a `#!` line, a licence in `/*`) may come before it.
 */
export function findFirstComment(typescript: typeof ts, sourceFile: ts.SourceFile): number | undefined {
  const { statements, text, endOfFileToken } = sourceFile;
  const code = statements.findIndex((statement) => !isDirective(typescript, statement));
  const heads = [
    ...statements.slice(0, code === -1 ? statements.length : code + 1),
    ...(code === -1 ? [endOfFileToken] : []),
  ];
  for (const head of heads) {
    const comments = typescript.getLeadingCommentRanges(text, head.pos) ?? [];
    const first = comments.find(({ pos }) => text.startsWith('/**', pos));
    if (first !== undefined) return first.pos;
  }
  return undefined;
}

function isDirective(typescript: typeof ts, statement: ts.Statement): boolean {
  return typescript.isExpressionStatement(statement) && typescript.isStringLiteral(statement.expression);
}
