import type ts from 'typescript';

const NONE: readonly ts.Statement[] = [];

/** The directives at the top of a list of statements, such as `"use server"`, and the rest. */
export function splitDirectives(
  typescript: typeof ts,
  statements: readonly ts.Statement[],
): { readonly directives: readonly ts.Statement[]; readonly rest: readonly ts.Statement[] } {
  let count = 0;
  while (isDirective(typescript, statements[count])) count++;
  return count === 0
    ? { directives: NONE, rest: statements }
    : { directives: statements.slice(0, count), rest: statements.slice(count) };
}

function isDirective(typescript: typeof ts, statement: ts.Statement | undefined): boolean {
  if (statement === undefined || !typescript.isExpressionStatement(statement)) return false;
  return typescript.isStringLiteral(statement.expression);
}
