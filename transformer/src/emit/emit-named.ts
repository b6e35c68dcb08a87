import type ts from 'typescript';
import { emitMember, emitMemberName } from './emit-member.ts';

/** `{ find: () => … }.find`: a function that has no name gets one, which stack traces show too. */
export function emitNamed(factory: ts.NodeFactory, name: string | undefined, value: ts.Expression): ts.Expression {
  if (name === undefined) return value;
  const named = factory.createPropertyAssignment(emitMemberName(factory, name), value);
  return emitMember(factory, factory.createObjectLiteralExpression([named]), { name });
}
