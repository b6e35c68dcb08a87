import type { BatchLine } from '../../parse-tag-lines/tag-line.ts';
import type { Span } from '../../span.ts';
import type { FunctionContext } from '../function-context.ts';
import { spanOf } from '../span-of.ts';

/** Where a batch says what it gives: its return type, and the tag where that is inferred. */
export function placeOfResult(fn: FunctionContext, line: BatchLine): Span {
  const { type } = fn.shape.node;
  return type === undefined ? line : spanOf(fn, type);
}
