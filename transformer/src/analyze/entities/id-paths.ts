import type ts from 'typescript';
import type { IdOption } from '../../parse-tag-lines/tag-line.ts';
import { isIdType } from '../is-id-type.ts';
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

/** How an id is read from a value of a type; `undefined` where the type lacks a property of it, or no id can be in one. */
export function planIdRead(context: TypeContext, type: ts.Type, id: IdPaths): PlannedRead | undefined {
  const found: PlannedPath[] = [];
  for (const path of id.paths) {
    const read = followPath(context, type, path);
    if (read === undefined || !canBeId(context, read.type)) return undefined;
    found.push(read.path);
  }
  const [only] = found;
  return id.isComposite || only === undefined ? { form: 'parts', paths: found } : { form: 'path', path: only };
}

/** Whether a type has all properties of an id, whatever is in them. */
export function hasIdPaths(context: TypeContext, type: ts.Type, { paths }: IdPaths): boolean {
  return paths.every((path) => followPath(context, type, path) !== undefined);
}

/** A property of an id that a type lacks, or that holds no id. */
export interface LackingPath {
  /** `customer.id` */
  readonly path: string;
  /** What it holds; absent where there is no such property. */
  readonly found: string | undefined;
}

/** The first one. */
export function findLackingPath(context: TypeContext, type: ts.Type, { paths }: IdPaths): LackingPath {
  for (const path of paths) {
    const read = followPath(context, type, path);
    if (read !== undefined && canBeId(context, read.type)) continue;
    return { path: path.join('.'), found: read && context.checker.typeToString(read.type) };
  }
  return { path: '', found: undefined };
}

/** Whether a value of a type may be an id. Where nothing but `null` is in it, an id is missing. */
function canBeId(context: TypeContext, type: ts.Type): boolean {
  const { typescript, checker } = context;
  const { Never, Instantiable } = typescript.TypeFlags;
  const solid = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  // What a type parameter stands for is known where the type is used.
  if ((solid.flags & (Never | Instantiable)) !== 0) return true;
  return (solid.isUnion() ? solid.types : [solid]).some((member) => isIdType(context, member));
}

interface FollowedPath {
  readonly path: PlannedPath;
  readonly type: ts.Type;
}

function followPath(context: TypeContext, start: ts.Type, path: readonly string[]): FollowedPath | undefined {
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
  return { path: planned, type };
}

/** Not `length` of a list or a text. */
function holdsProperties(context: TypeContext, type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => {
    const { kind } = readStructure(context, member);
    return kind === 'object' || (kind === 'unknown' && (member.flags & context.typescript.TypeFlags.Any) !== 0);
  });
}
