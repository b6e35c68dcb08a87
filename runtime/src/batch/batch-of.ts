import type { CacheOf } from '../api/cache-of.ts';
import type { AnyFunction } from '../call/handle.ts';

/** Parameters of a function as a tuple. */
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
/** What a call resolves to. */
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/** Of an answer, what is stored: a list by order has `undefined` for the rest. */
type Stored<R> = R extends readonly (infer T)[] ? readonly (T | undefined)[] : R;

/** The cache of a batch. Where a list is asked for, each of its items has an entry of its own. */
export interface BatchOf<F extends AnyFunction> extends Omit<CacheOf<F>, 'key' | 'peek'> {
  /** The printed keys of the items, in their order. */
  key(...args: Arguments<F>): readonly string[];
  /**
   * What is stored for the items, in the form of the function's answer: a list by order has `undefined` for each item that
   * is not stored, any other answer leaves it out. `undefined` where nothing is stored. Never runs the body.
   */
  peek(...args: Arguments<F>): Promise<{ readonly value: Stored<Result<F>> } | undefined>;
}
