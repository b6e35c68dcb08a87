import type ts from 'typescript';
import type { FunctionContext } from './function-context.ts';

/** The type of a parameter where the key, tags and ids of entities name it: of a batch's list it is one item. */
export function typeOfParameter({ checker, batched }: FunctionContext, node: ts.Node): ts.Type {
  return batched?.node === node ? batched.item : checker.getTypeAtLocation(node);
}
