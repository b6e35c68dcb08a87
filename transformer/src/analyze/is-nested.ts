import type ts from 'typescript';

/** Whether a node stands inside of a function. */
export function isNested(typescript: typeof ts, node: ts.Node): boolean {
  return typescript.findAncestor(node.parent, (outer) => typescript.isFunctionLike(outer)) !== undefined;
}
