import type ts from 'typescript';
import { awaitedType } from './awaited-type.ts';
import type { TypeContext } from './type-context.ts';

/** The type of what a caller gets in the end: of an asynchronous function what its promise resolves to. */
export function readResultType(
  context: TypeContext,
  node: ts.SignatureDeclaration,
  calls: 'sync' | 'async',
): ts.Type | undefined {
  const signature = context.checker.getSignatureFromDeclaration(node);
  const returned = signature && context.checker.getReturnTypeOfSignature(signature);
  return returned !== undefined && calls === 'async' ? awaitedType(context, returned) : returned;
}
