import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { AnalyzedFunction } from '../analyze-function.ts';

/** The first function of a program that has a key of its own text. */
export interface KeyOwner {
  readonly on: string;
  /** `src/user.ts(3)` */
  readonly at: () => string;
  readonly analyzed: AnalyzedFunction;
}

/** What the keys of a function share with those of another one: `app:user:{}` in a store; absent where they have its id. */
export function commonKeyOf(namespace: string, { key, store = 'default' }: FunctionSpec): string | undefined {
  if (key.form === 'arguments') return undefined;
  return `${store} ${namespace}:${key.template.map((part) => (typeof part === 'string' ? part : '{}')).join('')}`;
}

/**
 * Warns where a batch and another function have one key and store results of different shapes: an entry of another shape
 * is a miss, so that neither is ever served what the other one has stored.
 */
export function checkSharedKey(
  program: ts.Program,
  { spec, batch, idSpan, on, shape }: AnalyzedFunction,
  owner: KeyOwner,
): Diagnostic | undefined {
  const other = owner.analyzed;
  const batched = batch ?? other.batch;
  const isSame = spec.shape === undefined || other.spec.shape === undefined || spec.shape === other.spec.shape;
  if (batched?.result === undefined || isSame) return undefined;
  const loader = batch === undefined ? owner.on : on;
  const type = program.getTypeChecker().typeToString(batched.result, shape.node);
  return DIAGNOSTICS.unsharedKey(idSpan, { on, first: owner.on, at: owner.at(), loader, type });
}
