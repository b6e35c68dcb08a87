import type ts from 'typescript';

/** Whether a declaration has a modifier. */
export function hasModifier(typescript: typeof ts, node: ts.Node, modifier: 'async' | 'default' | 'static'): boolean {
  const { AsyncKeyword, DefaultKeyword, StaticKeyword } = typescript.SyntaxKind;
  const wanted = { async: AsyncKeyword, default: DefaultKeyword, static: StaticKeyword }[modifier];
  const modifiers = typescript.canHaveModifiers(node) ? typescript.getModifiers(node) : undefined;
  return (modifiers ?? []).some(({ kind }) => kind === wanted);
}
