import type ts from 'typescript';

/** The directives at the top of a list of statements, such as `"use server"`, and the rest. */
export function splitDirectives(
  typescript: typeof ts,
  statements: readonly ts.Statement[],
): { readonly directives: readonly ts.Statement[]; readonly rest: readonly ts.Statement[] } {
  const first = statements.findIndex(
    (statement) => !typescript.isExpressionStatement(statement) || !typescript.isStringLiteral(statement.expression),
  );
  const count = first === -1 ? statements.length : first;
  return { directives: statements.slice(0, count), rest: statements.slice(count) };
}
