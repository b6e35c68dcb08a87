import type ts from 'typescript';
import { readStructure } from '../types/read-structure.ts';
import type { Field, Structure } from '../types/structure.ts';
import type { TypeContext } from '../types/type-context.ts';

/** One step from a value into what it holds. */
export type Step =
  | { readonly into: 'field'; readonly name: string }
  | { readonly into: 'item' | 'key' | 'value' | 'record' }
  | { readonly into: 'element'; readonly index: number }
  /** The elements of a tuple from an index on. */
  | { readonly into: 'rest'; readonly from: number };

/** A type that a value of another type holds. */
export interface TypePart {
  readonly step: Step;
  readonly type: ts.Type;
}

/** The types that a value of a type holds, one level deep; fields are sorted by name. Of a union its members hold them. */
export function listParts(context: TypeContext, structure: Structure): readonly TypePart[] {
  switch (structure.kind) {
    case 'list':
      return [{ step: { into: 'item' }, type: structure.element }];
    case 'tuple':
      return listElements(structure);
    case 'built-in':
      return listHeld(structure);
    case 'object':
      return [...listFields(context, structure), ...structure.indexes.flatMap(readIndex)];
    default:
      return [];
  }

  function readIndex({ key, type }: { readonly key: ts.Type; readonly type: ts.Type }): readonly TypePart[] {
    const isSymbol = (key.flags & context.typescript.TypeFlags.ESSymbolLike) !== 0;
    return isSymbol ? [] : [{ step: { into: 'record' }, type }];
  }
}

/** The step as it stands in a path: `.items`, `[]`, `{}`, `[value]`. */
export function renderStep(step: Step): string {
  switch (step.into) {
    case 'field':
      return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(step.name)
        ? `.${step.name}`
        : `[${JSON.stringify(step.name)}]`;
    case 'item':
    case 'rest':
      return '[]';
    case 'record':
      return '{}';
    case 'key':
    case 'value':
      return `[${step.into}]`;
    case 'element':
      return `[${step.index}]`;
  }
}

/** `items` and `[].id` as `items[].id`. */
export function joinPath(path: string, step: string): string {
  return path === '' && step.startsWith('.') ? step.slice(1) : path + step;
}

function listFields(
  { checker }: TypeContext,
  { fields }: Extract<Structure, { readonly kind: 'object' }>,
): readonly TypePart[] {
  return fields
    .filter(isData)
    .map(({ name, symbol }): TypePart => ({ step: { into: 'field', name }, type: checker.getTypeOfSymbol(symbol) }))
    .toSorted(byName);
}

/** What can be read by name from outside and is no function. The compiler's own names of others begin so. */
function isData({ form, symbol }: Field): boolean {
  return form !== 'method' && !/^__[#@]/.test(symbol.name);
}

function byName({ step: a }: TypePart, { step: b }: TypePart): number {
  return 'name' in a && 'name' in b && a.name < b.name ? -1 : 1;
}

/** Behind a rest element nothing has an index of its own. */
function listElements({ elements }: Extract<Structure, { readonly kind: 'tuple' }>): readonly TypePart[] {
  const found = elements.findIndex(({ kind }) => kind === 'rest');
  const from = found === -1 ? elements.length : found;
  return elements.map(({ type }, index) => ({
    step: index < from ? { into: 'element', index } : { into: 'rest', from },
    type,
  }));
}

/** What of the language's objects holds values that can be gone through. */
export function containerOf(structure: Structure): 'set' | 'map' | undefined {
  if (structure.kind !== 'built-in') return undefined;
  const { name } = structure;
  if (name === 'Set' || name === 'ReadonlySet') return 'set';
  return name === 'Map' || name === 'ReadonlyMap' ? 'map' : undefined;
}

function listHeld(structure: Extract<Structure, { readonly kind: 'built-in' }>): readonly TypePart[] {
  const container = containerOf(structure);
  const [first, second] = structure.parts;
  if (container === 'set' && first !== undefined) return [{ step: { into: 'item' }, type: first }];
  if (container !== 'map' || first === undefined || second === undefined) return [];
  return [
    { step: { into: 'key' }, type: first },
    { step: { into: 'value' }, type: second },
  ];
}

/** A type somewhere below another one. */
export interface NestedType {
  readonly type: ts.Type;
  readonly structure: Structure;
  /** `items[].author`; empty for the whole. */
  readonly path: string;
}

// Types that make ever new ones of themselves have no end.
const MOST = 2_000;

/**
 * Every type that a value of a type may hold at any depth, each once, the outer ones first. `null` and `undefined` are
 * left out, and unions stand as their members.
 */
export function* listNested(context: TypeContext, whole: ts.Type): Generator<NestedType> {
  const seen = new Set<ts.Type>();
  const queue = [{ type: whole, path: '' }];
  for (let index = 0; index < queue.length && seen.size < MOST; index++) {
    const next = queue[index];
    if (next === undefined || seen.has(next.type)) continue;
    const { type, path } = next;
    seen.add(type);
    const structure = readStructure(context, type);
    if (structure.kind === 'union') {
      for (const member of structure.members) queue.push({ type: member, path });
    } else if (structure.kind === 'generic') {
      if (structure.constraint === undefined) yield { type, structure, path };
      else queue.push({ type: structure.constraint, path });
    } else {
      yield { type, structure, path };
      for (const part of listParts(context, structure)) {
        if (!seen.has(part.type)) queue.push({ type: part.type, path: joinPath(path, renderStep(part.step)) });
      }
    }
  }
}
