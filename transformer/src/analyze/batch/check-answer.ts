import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { NamedWord } from '../../parse-tag-lines/cache-options.ts';
import type { BatchLine } from '../../parse-tag-lines/tag-line.ts';
import type { FunctionContext } from '../function-context.ts';
import { listDataProperties, typeOfProperty } from '../resolve-hole.ts';
import { placeOfResult } from './place-of-result.ts';
import type { AnswerType } from './read-answer.ts';
import { withoutErrors } from './stored-of-item.ts';

/** An answer, and the items that its results belong to. */
export interface CheckedAnswer {
  readonly line: BatchLine;
  readonly answer: AnswerType;
  /** Of the batched parameter. */
  readonly name: string;
  readonly item: ts.Type;
}

/** Refuses answers that name their items by something that no item is. */
export function checkAnswer(fn: FunctionContext, checked: CheckedAnswer): readonly Diagnostic[] {
  const { line, answer } = checked;
  const { by } = line.options;
  if (answer.answers === 'list') return by === undefined ? [] : checkPath(fn, checked, by);
  if (by !== undefined) {
    return [
      DIAGNOSTICS.needlessBy(by, { on: fn.on, by: by.name, what: answer.answers === 'map' ? 'a Map' : 'an object' }),
    ];
  }
  return answer.key === undefined ? [] : checkKey(fn, checked, answer.key);
}

function checkPath(fn: FunctionContext, { answer, name, item }: CheckedAnswer, by: NamedWord): readonly Diagnostic[] {
  const { checker, shape, on } = fn;
  let at = answer.value;
  const done: string[] = [];
  for (const property of by.name.split('.')) {
    const next = typeOfProperty(fn, at, property);
    if (next === undefined) {
      const rows = withoutErrors(fn, checker.getNonNullableType(at)) ?? at;
      const known = listDataProperties(fn, rows);
      // Where the rows have it, it is the errors beside them that have not.
      const ofItem = known.includes(property) ? checker.typeToString(item, shape.node) : undefined;
      const near = nearestName(property, known) ?? findOnly(fn, rows, { known, item });
      const nearest = near && [...done, near].join('.');
      const type = checker.typeToString(checker.getNonNullableType(at), shape.node);
      return [DIAGNOSTICS.unknownBatchPath(by, { on, by: by.name, property, type, known, nearest, ofItem })];
    }
    done.push(property);
    at = next;
  }
  if (areComparable(fn, at, item)) return [];
  const [type, wanted] = [at, item].map((side) => checker.typeToString(side, shape.node));
  return [DIAGNOSTICS.batchPathType(by, { by: by.name, type: type ?? '', parameter: name, item: wanted ?? '' })];
}

/** The only property that could hold the item. */
function findOnly(
  fn: FunctionContext,
  row: ts.Type,
  { known, item }: { readonly known: readonly string[]; readonly item: ts.Type },
): string | undefined {
  const fitting = known.filter((name) => {
    const held = typeOfProperty(fn, row, name);
    return held !== undefined && areComparable(fn, held, item);
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function checkKey(
  fn: FunctionContext,
  { line, answer, name, item }: CheckedAnswer,
  key: ts.Type,
): readonly Diagnostic[] {
  const { typescript, checker, shape, on } = fn;
  const isRecord = answer.answers === 'record';
  // The names of an object are texts, and what a number or bigint is as one names it.
  const { Any, StringLike, NumberLike, BigIntLike, Intersection } = typescript.TypeFlags;
  const isName = ({ flags }: ts.Type): boolean =>
    (flags & (Any | StringLike | NumberLike | BigIntLike | Intersection)) !== 0;
  const fits = isRecord
    ? membersOf(fn, item).every(isName) && (isText(fn, key) || areComparable(fn, key, item))
    : areComparable(fn, key, item);
  if (fits) return [];
  const [type, wanted] = [key, item].map((side) => checker.typeToString(side, shape.node));
  return [
    DIAGNOSTICS.batchAnswerKeys(placeOfResult(fn, line), {
      on,
      key: type ?? '',
      parameter: name,
      item: wanted ?? '',
      isRecord,
    }),
  ];
}

/** Whether a value of the one type may be a value of the other. */
function areComparable(fn: FunctionContext, one: ts.Type, other: ts.Type): boolean {
  const { checker } = fn;
  return membersOf(fn, one).some((left) =>
    membersOf(fn, other).some(
      (right) => checker.isTypeAssignableTo(left, right) || checker.isTypeAssignableTo(right, left),
    ),
  );
}

function membersOf({ checker }: FunctionContext, type: ts.Type): readonly ts.Type[] {
  // A value of `T extends string` is a text.
  const solid = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  return solid.isUnion() ? solid.types : [solid];
}

function isText({ typescript }: FunctionContext, { flags }: ts.Type): boolean {
  return (flags & typescript.TypeFlags.String) !== 0;
}
