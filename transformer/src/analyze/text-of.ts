import type ts from 'typescript';

/** The text of a node that was parsed, with what stands before its first word: for a look whether a search is worth it. */
export function textOf(node: ts.Node): string {
  return node.getSourceFile().text.slice(node.pos, node.end);
}
