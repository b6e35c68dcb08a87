import type { BatchSpec } from 'holdfast';
import type ts from 'typescript';
import type { FunctionContext } from '../function-context.ts';
import type { NamedBinding } from '../list-bound-names.ts';
import { readStructure } from '../types/read-structure.ts';
import type { Structure } from '../types/structure.ts';
import { unionOf } from '../types/union-of.ts';

/** The items that a list parameter takes. */
export interface Items {
  readonly items: BatchSpec['items'];
  /** Of one item. */
  readonly item: ts.Type;
}

/** Why a parameter takes no list of items, as the end of a sentence. */
export interface NoItems {
  readonly because: string;
}

/** What a parameter takes, read from its type: an array, also of a rest parameter, or a Set. */
export function readItems(fn: FunctionContext, node: NamedBinding): Items | NoItems {
  const type = fn.checker.getTypeAtLocation(node);
  const whole = readStructure(fn, type);
  const members = whole.kind === 'union' ? whole.members : [type];
  const given = node.initializer === undefined ? members : members.filter((member) => !isUndefined(fn, member));
  const lists = given.flatMap((member) => readList(readStructure(fn, member)) ?? []);
  const [first] = lists;
  if (first === undefined || lists.length < given.length || lists.some(({ items }) => items !== first.items)) {
    return { because: explain(fn, given, lists) };
  }
  const item = unionOf(
    fn,
    lists.map((list) => list.item),
  );
  return item === undefined ? { because: 'which lists more than one kind of items' } : { items: first.items, item };
}

function readList(structure: Structure): Items | undefined {
  if (structure.kind === 'list') return { items: 'array', item: structure.element };
  const [item] = structure.kind === 'built-in' ? structure.parts : [];
  const isSet = structure.kind === 'built-in' && /^(?:Readonly)?Set$/.test(structure.label);
  return isSet && item !== undefined ? { items: 'set', item } : undefined;
}

function explain(fn: FunctionContext, members: readonly ts.Type[], lists: readonly Items[]): string {
  const kinds = members.map((member) => readStructure(fn, member).kind);
  if (kinds.includes('tuple')) return 'a tuple, in which each place has a meaning of its own';
  if (kinds.includes('unknown')) return 'which does not tell that it is a list';
  if (lists.length === 0) return 'which is no array and no Set';
  const isMissing = members.some((member) => isUndefined(fn, member));
  return isMissing
    ? 'so it may be missing; give it a default, such as []'
    : 'which is not always the same kind of list';
}

function isUndefined({ typescript }: FunctionContext, { flags }: ts.Type): boolean {
  return (flags & typescript.TypeFlags.Undefined) !== 0;
}
