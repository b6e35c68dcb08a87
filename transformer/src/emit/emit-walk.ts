import type ts from 'typescript';
import type { EntityPlan } from '../analyze/entities/entity-plan.ts';
import type { EmitContext } from './emit-context.ts';
import { WalkWriter } from './walk-writer.ts';

/** A walk to emit, and what it is called. */
export interface EmittedWalk {
  readonly plan: EntityPlan;
  readonly name: ts.Identifier;
}

/**
 * The function that finds the entities of a result. Its further parameters are the functions of `id=fn`, in the order of
 * `plan.functions`.
 *
 * ```ts
 * function hf_find1(hf_value, hf_found) {
 *     hf_found.list(0);
 *     for (const hf_item of hf_value.items) hf_found.one(0, hf_item.id);
 * }
 * ```
 */
export function emitWalk(
  context: Pick<EmitContext, 'typescript' | 'factory'>,
  walk: EmittedWalk,
): ts.FunctionDeclaration {
  const { plan, name } = walk;
  const writer = new WalkWriter(context, plan);
  const { factory } = context;
  const parameters = [writer.value, writer.found, ...writer.functions].map((parameter) =>
    factory.createParameterDeclaration(undefined, undefined, parameter),
  );
  const body = factory.createBlock(writer.write(), true);
  return factory.createFunctionDeclaration(undefined, undefined, name, undefined, parameters, undefined, body);
}
