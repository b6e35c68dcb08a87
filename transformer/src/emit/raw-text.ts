import type ts from 'typescript';

/**
 * A text that is printed as it is, in the place of an expression: no phase of the compiler has anything to do inside. It is
 * not looked up among the keywords, which would read all of it; compilers that cannot be told so look it up.
 */
export function rawText(
  { typescript, factory }: { readonly typescript: typeof ts; readonly factory: ts.NodeFactory },
  text: string,
): ts.Identifier {
  const create: (text: string, kind?: ts.SyntaxKind) => ts.Identifier = factory.createIdentifier;
  return create(text, typescript.SyntaxKind.Identifier);
}
