import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import type { Diagnostic } from '../../diagnostics.ts';
import type { FunctionContext } from '../function-context.ts';
import { readResultType } from './result-type.ts';

/**
 * The type of what an entry of a cached function holds: what a caller gets in the end, and of a batch what it gets for one
 * item. `undefined` where that is not known.
 */
export function readStoredType(fn: FunctionContext, calls: FunctionSpec['calls'] | Diagnostic): ts.Type | undefined {
  if (fn.batched !== undefined) return fn.batched.result;
  return typeof calls === 'string' ? readResultType(fn, fn.shape.node, calls) : undefined;
}
