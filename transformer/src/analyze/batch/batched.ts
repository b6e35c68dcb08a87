import type { BatchSpec } from 'holdfast';
import type ts from 'typescript';
import type { NamedBinding } from '../list-bound-names.ts';

/** The parameter of a function with `@batch` that takes its items, and what a call gives for one of them. */
export interface Batched {
  /** Also the name of its hole: `ids`. */
  readonly name: string;
  readonly node: NamedBinding;
  /** Of one item. */
  readonly item: ts.Type;
  /** What is stored of one item; `undefined` where the answer of the function does not tell. */
  readonly result: ts.Type | undefined;
  /** How lists are taken apart and answers put together. */
  readonly fields: Omit<BatchSpec, 'hole'>;
}
