import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { NamedWord } from '../parse-tag-lines/cache-options.ts';
import type { FunctionContext } from './function-context.ts';
import { typeOfParameter } from './type-of-parameter.ts';

/**
 * Refuses names in `unordered=` that are no lists, or that the key does not hold as a whole.
 * @param paths the key's holes
 */
export function checkUnordered(
  fn: FunctionContext,
  unordered: readonly NamedWord[],
  paths: readonly string[],
): Diagnostic[] {
  const { checker, shape, on, parameters } = fn;
  const known = parameters.map(({ name }) => name);
  return unordered.flatMap((word) => {
    const { name } = word;
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (parameter === undefined) {
      const nearest = nearestName(name, known);
      return [DIAGNOSTICS.unknownParameter(word, { option: 'unordered', parameter: name, on, known, nearest })];
    }
    if (!paths.includes(name)) return [DIAGNOSTICS.unorderedOutsideKey(word, { parameter: name, on })];
    const type = typeOfParameter(fn, parameter.node);
    if (isList(fn, type)) return [];
    return [DIAGNOSTICS.unorderedNoList(word, { parameter: name, on, type: checker.typeToString(type, shape.node) })];
  });
}

/** An array or a Set; what the type does not tell is looked at when a key is made. */
function isList({ typescript, program, checker }: FunctionContext, type: ts.Type): boolean {
  const { Any, Unknown } = typescript.TypeFlags;
  const solid = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  if ((solid.flags & (Any | Unknown)) !== 0) return true;
  const members = solid.isUnion() ? solid.types : [solid];
  return members.every((member) => {
    if (checker.isArrayLikeType(member)) return true;
    const { symbol } = member;
    const isSet = symbol?.name === 'Set' || symbol?.name === 'ReadonlySet';
    return (
      isSet && (symbol.declarations ?? []).some((node) => program.isSourceFileDefaultLibrary(node.getSourceFile()))
    );
  });
}
