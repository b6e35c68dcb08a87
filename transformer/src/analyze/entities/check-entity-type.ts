import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { EntityLine } from '../../parse-tag-lines/tag-line.ts';
import { readFields } from '../types/read-fields.ts';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { declaredType } from './entity-index.ts';
import { DEFAULT_ID, findLackingPath, planIdRead, readIdOption } from './id-paths.ts';

/** Whether the type that an `@entity` line stands before has the property by which its entities are known. */
export function checkEntityType(context: TypeContext, node: ts.Node, line: EntityLine): readonly Diagnostic[] {
  const { checker } = context;
  const id = (line.id && readIdOption(line.id)) ?? DEFAULT_ID;
  const whole = declaredType(context, node);
  for (const type of whole.isUnion() ? whole.types : [whole]) {
    const { kind } = readStructure(context, type);
    // What a type parameter stands for is known where the type is used.
    if (kind === 'generic' || planIdRead(context, type, id) !== undefined) continue;
    const { path, found } = findLackingPath(context, type, id);
    const names = kind === 'object' ? readFields(context, type).map(({ name }) => name) : [];
    const isAbsent = found === undefined && !path.includes('.');
    const nearest = id.isComposite || !isAbsent ? undefined : nearestName(path, names);
    const facts = { type: checker.typeToString(type), id: path, found, nearest };
    return [DIAGNOSTICS.entityWithoutId(placeOf(line), facts)];
  }
  return [];
}

function placeOf({
  id,
  entity,
}: EntityLine): EntityLine['entity'] | { readonly start: number; readonly length: number } {
  return id?.form === 'path' ? id.word : entity;
}
