import type ts from 'typescript';
import type { FunctionShape } from '../analyze/function-shape.ts';
import { listAssigned } from '../analyze/list-assigned.ts';
import { listBoundNames } from '../analyze/list-bound-names.ts';
import { listRedeclarations } from '../analyze/list-redeclarations.ts';
import { renderCopies } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';

/** The parameters of the function that the body of a batch becomes. */
export interface BatchParameters {
  /** `const hf_locale = locale` */
  readonly before: readonly string[];
  readonly parameters: readonly ts.ParameterDeclaration[];
}

/**
 * `(ids, locale = hf_locale)`: the list, under the name that it has in the body, and each other parameter that the body
 * puts something else into. One call may run the body several times, and each run begins with what the caller passed.
 */
export function emitBatchParameters(context: EmitContext, shape: FunctionShape, list: string): BatchParameters {
  const { typescript, factory } = context;
  const changed = listAssigned(typescript, shape.body);
  const redeclared = listRedeclarations(typescript, shape).variables.map(({ text }) => text);
  const kept = shape.node.parameters
    .flatMap((parameter) => listBoundNames(typescript, parameter).map(({ name: { text } }) => text))
    .filter((name) => name !== list && (changed.has(name) || redeclared.includes(name)))
    .map((name) => ({ name, outer: context.names.free.take(name) }));
  return {
    before: renderCopies(kept),
    parameters: [
      factory.createParameterDeclaration(undefined, undefined, list),
      ...kept.map(({ name, outer }) =>
        factory.createParameterDeclaration(
          undefined,
          undefined,
          name,
          undefined,
          undefined,
          factory.createIdentifier(outer),
        ),
      ),
    ],
  };
}
