import type ts from 'typescript';
import type { IdOption } from '../../parse-tag-lines/tag-line.ts';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { admitsNull } from './admits-null.ts';
import type { PlannedPath, PlannedRead } from './entity-plan.ts';

/** Where the id of an entity stands in it: one path, or one for each part of a composite id. */
export interface IdPaths {
  readonly paths: readonly (readonly string[])[];
  /** Written in parentheses. */
  readonly isComposite: boolean;
}

/** Where nothing else is said. */
export const DEFAULT_ID: IdPaths = { paths: [['id']], isComposite: false };

/** The paths that `id=` names; `undefined` for `id=result`. */
export function readIdOption(id: IdOption): IdPaths | undefined {
  switch (id.form) {
    case 'path':
      return { paths: [id.word.path], isComposite: false };
    case 'parts':
      return { paths: id.words.map(({ path }) => path), isComposite: true };
    case 'result':
      return undefined;
  }
}

/** `customer.id`, `(product_id,user_id)`. */
export function renderIdPaths({ paths, isComposite }: IdPaths): string {
  const text = paths.map((path) => path.join('.')).join(',');
  return isComposite ? `(${text})` : text;
}

/** How an id is read from a value of a type; `undefined` where the type lacks a property of it. */
export function planIdRead(context: TypeContext, type: ts.Type, id: IdPaths): PlannedRead | undefined {
  const found: PlannedPath[] = [];
  for (const path of id.paths) {
    const planned = planPath(context, type, path);
    if (planned === undefined) return undefined;
    found.push(planned);
  }
  const [only] = found;
  return id.isComposite || only === undefined ? { form: 'parts', paths: found } : { form: 'path', path: only };
}

/** The first property of an id that a type lacks: `customer.id`. */
export function findLackingPath(context: TypeContext, type: ts.Type, { paths }: IdPaths): readonly string[] {
  return paths.find((path) => planPath(context, type, path) === undefined) ?? [];
}

function planPath(context: TypeContext, start: ts.Type, path: readonly string[]): PlannedPath | undefined {
  const { typescript, checker } = context;
  const planned: { name: string; isOptional: boolean }[] = [];
  let type = start;
  for (const name of path) {
    const isOptional = planned.length > 0 && admitsNull(context, type);
    planned.push({ name, isOptional });
    // What `any` holds shows in the result.
    if ((type.flags & typescript.TypeFlags.Any) !== 0) continue;
    const solid = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
    const property = holdsProperties(context, solid) ? checker.getPropertyOfType(solid, name) : undefined;
    if (property === undefined) return undefined;
    type = checker.getTypeOfSymbol(property);
    if (type.getCallSignatures().length > 0) return undefined;
  }
  return planned;
}

/** Not `length` of a list or a text. */
function holdsProperties(context: TypeContext, type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => {
    const { kind } = readStructure(context, member);
    return kind === 'object' || (kind === 'unknown' && (member.flags & context.typescript.TypeFlags.Any) !== 0);
  });
}
