import type { FunctionContext } from '../function-context.ts';
import { isNested } from '../is-nested.ts';
import { hasRareWords } from '../rare-words.ts';
import { textOf } from '../text-of.ts';
import { listChangingNames } from './list-changing-names.ts';

/**
 * Whether a body can read anything captured at all, told by its text alone: most have neither a rare word (rare-words.ts)
 * nor the name of a variable that changes, and then nothing has to be searched.
 */
export function mayCapture(fn: FunctionContext): boolean {
  const { typescript, shape } = fn;
  return (
    hasRareWords(shape.body) || isNested(typescript, shape.node) || listChangingNames(fn, textOf(shape.body)).length > 0
  );
}
