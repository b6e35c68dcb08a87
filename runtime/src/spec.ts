/**
 * What the build knows of one annotated function: plain data, emitted into the code, executed by the
 * runtime and listed in the manifest. All three read this one shape.
 */

import type { Milliseconds } from './units.ts';
import type { Isolation } from './value/isolate.ts';

/**
 * A template as data: text pieces and indexes into the values that the call passes.
 * `user:{id}:{lang}` with the values `[id, lang]` is `['user:', 0, ':', 1]`.
 */
export type Template = readonly (string | number)[];

/**
 * How the key is made from the values of a call.
 * - `arguments`: `findUser(id=42,teamId=1)`. The first `holes` values are the arguments, in the order of
 *   their sorted names; `undefined` ones are left out.
 * - `template`: the developer's own text, `@key user:{id}`.
 */
export type KeySpec =
  | { readonly form: 'arguments'; readonly holes: number }
  | { readonly form: 'template'; readonly holes: number; readonly template: Template };

/** How long `null` and `undefined` live: a duration, as long as other results, or not at all. */
export type NullPolicy = Milliseconds | 'ttl' | 'skip';

/** The spec of one function. An absent option means the configured default. */
export interface FunctionSpec {
  /** Stable name: `findUser`, `UserRepo.find`; never a path or a line. */
  readonly id: string;
  readonly kind: 'function' | 'method' | 'static';
  /** Whether a call returns a value or a promise. */
  readonly calls: 'sync' | 'async';
  /**
   * The paths of all values that a call passes, the key's first: `['id', 'teamId', 'filter.country']`.
   * Tag templates may name values behind the key's.
   */
  readonly holes: readonly string[];
  readonly key: KeySpec;
  readonly tags?: readonly Template[];
  /** Parameters that are not part of the key. */
  readonly omit?: readonly string[];
  readonly ttl?: Milliseconds | 'forever';
  readonly nulls?: NullPolicy;
  /** Most entries of this function, the least recently used out first. */
  readonly maxSize?: number;
  /** A named store of `configure({ stores })`. */
  readonly store?: string;
  /** How callers are kept apart; absent: every caller gets a copy. */
  readonly isolate?: Isolation;
}

/** All specs of one source file, as its transformed code hands them over: the mark of a transformed file. */
export interface CompiledFile {
  /** Version of the contract between emitted code and runtime. */
  readonly abi: 1;
  /** Path within the project, with `/`: `src/user.ts`. For messages only, never part of a key. */
  readonly file: string;
  /** `shop@2`; the default is the package's name. */
  readonly namespace: string;
  readonly specs: readonly FunctionSpec[];
}
