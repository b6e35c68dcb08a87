import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { EntitiesLine } from '../../parse-tag-lines/tag-line.ts';
import type { FunctionContext } from '../function-context.ts';
import { isIdType } from '../is-id-type.ts';
import { readModel } from '../models/read-model.ts';
import { typeOfParameter } from '../type-of-parameter.ts';
import { readEntityIndex } from './entity-index.ts';

/** For a line that looks for entities in a result that can hold none: it says which parameters may name them. */
export function refuseIdless(fn: FunctionContext, line: EntitiesLine, type: ts.Type): Diagnostic {
  const { checker, shape, on } = fn;
  const { entity, parts } = readEntity(fn, line);
  const parameter = findIdParameter(fn, entity) ?? 'id';
  const holes = (parts.length > 1 ? parts : [parameter]).map((name) => `{${name}}`).join();
  const facts = { on, tag: line.tag, entity, holes, isComposite: parts.length > 1 };
  return DIAGNOSTICS.noEntityInResult(line, { ...facts, type: checker.typeToString(type, shape.node) });
}

/** The entity that a line names, and the names of the parts of its id; none where these are not known. */
function readEntity(
  fn: FunctionContext,
  { tag, target }: EntitiesLine,
): { readonly entity: string | undefined; readonly parts: readonly string[] } {
  if (target.of === 'model') {
    const model = readModel(fn, { tag, word: target.model });
    return 'code' in model ? { entity: undefined, parts: [] } : { entity: model.entity, parts: model.id.map(lastName) };
  }
  if (target.of !== 'entity') return { entity: undefined, parts: [] };
  const { name } = target.entity;
  const found = Array.from(readEntityIndex(fn).declarations.values()).find((one) => one.name === name);
  return { entity: name, parts: (found?.id.paths ?? []).map((path) => lastName(path.join('.'))) };
}

/** `id` of `customer.id`. */
function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The parameter that most likely holds the id: `id`, `userId`, or the only one that could. */
function findIdParameter(fn: FunctionContext, entity: string | undefined): string | undefined {
  const usable = fn.parameters.filter(({ node }) => isIdType(fn, typeOfParameter(fn, node)));
  const names = usable.map(({ name }) => name);
  const likely = [...(entity === undefined ? [] : [`${entity}Id`]), 'id'];
  const exact = likely.find((name) => names.includes(name));
  return exact ?? nearestName(likely[0] ?? 'id', names) ?? (names.length === 1 ? names[0] : undefined);
}
