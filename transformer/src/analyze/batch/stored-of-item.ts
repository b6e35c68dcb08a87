import type { BatchSpec } from 'holdfast';
import type ts from 'typescript';
import { isErrorType } from '../types/is-error-type.ts';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { unionOf } from '../types/union-of.ts';
import type { AnswerType } from './read-answer.ts';

/** What is kept of one item, and what an answer has for an item without a result. */
export interface StoredOfItem {
  /** `undefined` where it is not known. */
  readonly result: ts.Type | undefined;
  readonly absent: BatchSpec['absent'];
}

/**
 * The type of what an entry holds, from that of a result in the body's answer. An `Error` stands for an item that failed
 * and is not stored. Where results may be missing, that is stored too: as `null`, and where `null` is a result of its own
 * in a Map or record, as `undefined`.
 */
export function readStoredOfItem(
  context: TypeContext,
  { answers, value }: AnswerType,
  by: string | undefined,
): StoredOfItem {
  const { checker, typescript } = context;
  const { Any, Unknown } = typescript.TypeFlags;
  const computed = withoutErrors(context, value);
  if (answers === 'list' && by === undefined) return { result: computed, absent: undefined };
  const absent = hasNull(context, value) ? 'null' : undefined;
  if ((value.flags & (Any | Unknown)) !== 0) return { result: value, absent };
  const nothing = answers !== 'list' && absent === 'null' ? checker.getUndefinedType() : checker.getNullType();
  // A row that is nothing says nothing of any item.
  const found = computed && (answers === 'list' ? checker.getNonNullableType(computed) : computed);
  return { result: found && unionOf(context, [found, nothing]), absent };
}

/** The type without its members that are errors; itself where there are no others. */
export function withoutErrors(context: TypeContext, type: ts.Type): ts.Type | undefined {
  const structure = readStructure(context, type);
  if (structure.kind !== 'union') return type;
  const others = structure.members.filter((member) => !isErrorType(context, member));
  return others.length === 0 || others.length === structure.members.length ? type : unionOf(context, others);
}

/** Whether the type says that there may be `null`; any type may. */
function hasNull({ typescript }: TypeContext, type: ts.Type): boolean {
  const { Any, Unknown, Null } = typescript.TypeFlags;
  return (type.isUnion() ? type.types : [type]).some(({ flags }) => (flags & (Any | Unknown | Null)) !== 0);
}
