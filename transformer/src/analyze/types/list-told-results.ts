import type ts from 'typescript';
import { awaitedType } from './awaited-type.ts';
import type { TypeContext } from './type-context.ts';

/**
 * What callers are told of the results where that is not what the function itself says: by its overloads
 * (`find(id: number): Promise<User>` before `find(id: any): Promise<any>`), or by the type that an arrow or a function of
 * an object literal is assigned to. Of an asynchronous function what its promise resolves to.
 */
export function listToldResults(
  context: TypeContext,
  node: ts.SignatureDeclaration,
  calls: 'sync' | 'async',
): readonly ts.Type[] {
  const { checker } = context;
  const told = [checker.getTypeAtLocation(node), readContextualType(context, node)];
  const returned = told
    .flatMap((type) => type?.getCallSignatures() ?? [])
    .map((signature) => checker.getReturnTypeOfSignature(signature));
  return calls === 'async' ? returned.map((type) => awaitedType(context, type)) : returned;
}

function readContextualType({ typescript, checker }: TypeContext, node: ts.SignatureDeclaration): ts.Type | undefined {
  if (typescript.isArrowFunction(node) || typescript.isFunctionExpression(node)) return checker.getContextualType(node);
  if (!typescript.isMethodDeclaration(node) || !typescript.isObjectLiteralExpression(node.parent)) return undefined;
  const symbol = checker.getSymbolAtLocation(node.name);
  const whole = symbol && checker.getContextualType(node.parent);
  const property = symbol && whole && checker.getPropertyOfType(checker.getNonNullableType(whole), symbol.name);
  return property && checker.getTypeOfSymbolAtLocation(property, node);
}
