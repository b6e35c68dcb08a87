import type ts from 'typescript';
import type { TypeContext } from './type-context.ts';

/** The type of what a caller gets in the end: of an asynchronous function what its promise resolves to. */
export function readResultType(
  { checker }: TypeContext,
  node: ts.SignatureDeclaration,
  calls: 'sync' | 'async',
): ts.Type | undefined {
  const signature = checker.getSignatureFromDeclaration(node);
  const returned = signature && checker.getReturnTypeOfSignature(signature);
  return returned !== undefined && calls === 'async' ? (checker.getAwaitedType(returned) ?? returned) : returned;
}
