import type ts from 'typescript';

/** Whether a declaration has a modifier. */
export function hasModifier(typescript: typeof ts, node: ts.Node, modifier: 'async' | 'default' | 'static'): boolean {
  if (!typescript.canHaveModifiers(node) || node.modifiers === undefined) return false;
  const { AsyncKeyword, DefaultKeyword, StaticKeyword } = typescript.SyntaxKind;
  const wanted = { async: AsyncKeyword, default: DefaultKeyword, static: StaticKeyword }[modifier];
  return node.modifiers.some(({ kind }) => kind === wanted);
}
