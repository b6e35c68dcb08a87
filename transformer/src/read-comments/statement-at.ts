import type ts from 'typescript';

/**
 * The statement of a file that a position belongs to, with the blanks and comments before it; `undefined` behind the
 * last. By halving the list, since a file may have many statements and a comment before each.
 */
export function statementAt({ statements }: ts.SourceFile, position: number): ts.Statement | undefined {
  let from = 0;
  let to = statements.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((statements[middle]?.end ?? 0) <= position) from = middle + 1;
    else to = middle;
  }
  const found = statements[from];
  // What the parser could not read belongs to none.
  return found !== undefined && found.pos <= position ? found : undefined;
}
