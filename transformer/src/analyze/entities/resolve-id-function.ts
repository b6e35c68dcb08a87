import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { PathWord } from '../../parse-tag-lines/tag-line.ts';
import { checkFunctionCall } from '../check-function-call.ts';
import type { FunctionContext } from '../function-context.ts';
import { isIdType } from '../is-id-type.ts';
import type { NamedFunction } from '../named-function.ts';
import { resolveFunction } from '../resolve-function.ts';

/** A function that gives ids, and what it takes. */
export interface IdFunction {
  readonly named: NamedFunction;
  readonly takes: ts.Type;
}

/**
 * The function that `id=` names, where it is no property.
 * @param facts for the message that it is neither
 */
export function resolveIdFunction(
  fn: FunctionContext,
  { path, ...span }: PathWord,
  facts: { readonly on: string; readonly nearest: string | undefined; readonly holder: string | undefined },
): IdFunction | Diagnostic {
  const { checker } = fn;
  const name = { before: 'id=', word: { name: path.join('.'), ...span } };
  const found = resolveFunction(fn, name);
  if ('code' in found) {
    const isUnknown = found.code === DIAGNOSTICS.unknownFunction.code;
    return isUnknown ? DIAGNOSTICS.unknownIdWord(span, { ...facts, id: path.join('.') }) : found;
  }
  const { root, properties, type } = found;
  const takes = readParameter(fn, type);
  const accepts = (answer: ts.Type): boolean => isId(fn, answer);
  const wanted = 'an id (a string, a number or a bigint) or the list of its parts at once';
  const given = { name: 'an entity', type: takes ?? checker.getAnyType(), isRest: false, hasDefault: false };
  const problem = checkFunctionCall(fn, { ...name, type }, { args: [given], accepts, wanted });
  return problem ?? { named: { root, properties, args: [] }, takes: takes ?? checker.getAnyType() };
}

/** The type of the first parameter; of a generic one what it has to be. */
function readParameter({ checker, shape }: FunctionContext, type: ts.Type): ts.Type | undefined {
  const [parameter] = type.getCallSignatures().flatMap((signature) => signature.getParameters().slice(0, 1));
  const taken = parameter && checker.getTypeOfSymbolAtLocation(parameter, shape.node);
  return taken && (checker.getBaseConstraintOfType(taken) ?? taken);
}

function isId(fn: FunctionContext, type: ts.Type): boolean {
  const { checker } = fn;
  return (type.isUnion() ? type.types : [type]).every((member) => {
    const part = checker.isArrayLikeType(member) ? member.getNumberIndexType() : undefined;
    return isIdType(fn, part ?? member) || checker.getNonNullableType(member).flags === fn.typescript.TypeFlags.Never;
  });
}
