import type ts from 'typescript';
import type { EntityPlan } from '../analyze/entities/entity-plan.ts';
import { renderPlan } from '../analyze/entities/render-plan.ts';
import type { NamedFunction } from '../analyze/named-function.ts';
import { emitArrow } from './emit-arrow.ts';
import type { EmitContext } from './emit-context.ts';
import { emitNamedCall } from './emit-named-call.ts';

/**
 * What finds the entities of a result: `(hf_result) => hf_entities.find(hf1.spec, hf_find1, hf_result)`. The
 * functions of `id=fn` follow.
 */
export function emitFinds(context: EmitContext, handle: ts.Identifier, plan: EntityPlan): ts.Expression {
  const { factory, names } = context;
  const walk = names.walks.get(renderPlan(plan));
  if (walk === undefined) throw new Error('no name was made for what finds the entities of a result');
  const find = factory.createPropertyAccessExpression(names.entities, 'find');
  const spec = factory.createPropertyAccessExpression(handle, 'spec');
  const functions = plan.functions.map((named) => emitIdFunction(context, named));
  const call = factory.createCallExpression(find, undefined, [spec, walk.name, names.result, ...functions]);
  return emitArrow(context, [names.result], call);
}

/** `(hf_entity) => this.idOf(hf_entity)`: a function that is handed on keeps its `this`. */
function emitIdFunction(context: EmitContext, named: NamedFunction): ts.Expression {
  const { entity } = context.names;
  return emitArrow(context, [entity], emitNamedCall(context, named, [entity]));
}
