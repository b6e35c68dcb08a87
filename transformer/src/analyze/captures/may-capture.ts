import type { FunctionContext } from '../function-context.ts';
import { isNested } from '../is-nested.ts';
import { textOf } from '../text-of.ts';
import { listChangingNames } from './list-changing-names.ts';

/**
 * Whether a body can read anything captured at all, told by its text alone: most of them have neither `this` nor the name
 * of a variable that changes, and then nothing has to be searched.
 */
export function mayCapture(fn: FunctionContext): boolean {
  const text = textOf(fn.shape.body);
  return /this|super/.test(text) || isNested(fn.typescript, fn.shape.node) || listChangingNames(fn, text).length > 0;
}
