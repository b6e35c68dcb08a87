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
   * Tag templates may name values behind the key's. A name with `()` is no path but a function of the developer's:
   * `tenantOf()` in the key is what `vary=tenantOf` gave, `tagsOf()` behind it what `@tag =tagsOf` gave (one tag or a
   * list), and the value of `if` is a function that takes the result.
   */
  readonly holes: readonly string[];
  readonly key: KeySpec;
  /** `./drafts:{id}` is `['./drafts:', 0]`, private to the function. A lone hole with `()` gives tags. */
  readonly tags?: readonly Template[];
  /** Index of the hole that holds what `vary=` gave; the last one of the key. */
  readonly vary?: number;
  /** Index of the hole that holds the predicate of `if=`: `(result) => boolean`. */
  readonly if?: number;
  /** Indexes of key holes whose list counts as the same in any order. */
  readonly unordered?: readonly number[];
  /** Parameters that are not part of the key. */
  readonly omit?: readonly string[];
  readonly ttl?: Milliseconds | 'forever';
  readonly nulls?: NullPolicy;
  /** Most entries of this function, the least recently used out first. */
  readonly maxSize?: number;
  /** A named store of `configure({ stores })`. */
  readonly store?: string;
  /** How callers are kept apart, as written; absent: as configured, else as `types` tell. */
  readonly isolate?: Isolation;
  /** Name of a codec, for stores that hold bytes. */
  readonly codec?: string;
  /** All instances of the class share the entries. */
  readonly shared?: true;
  /** Hash of the shape of what a call resolves to; an entry of another shape is a miss. Absent: not checked. */
  readonly shape?: string;
  /** What the build found in the types; absent where there was no checker. */
  readonly types?: TypeFacts;
}

/** What the types tell. An absent field means that they do not tell. */
export type TypeFacts = {
  /** `share`: results are primitives; `freeze`: they are deeply readonly plain data. */
  readonly isolate?: 'share' | 'freeze';
  /** Indexes of key holes that are primitive. */
  readonly primitives?: readonly number[];
  /** The emitted wrapper is no `async` function although the source is one. */
  readonly dropsAsync?: true;
};

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
