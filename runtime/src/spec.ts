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
  /** What its entries depend on: entities. `none`: it says that there are none. Absent: nothing was said. */
  readonly tracks?: readonly Tracked[] | 'none';
  /** Index of the hole that holds the function which finds the entities in a result: `(result) => dependencies`. */
  readonly finds?: number;
  /** The function takes a list of items, each of which has an entry of its own. */
  readonly batch?: BatchSpec;
  /** Indexes of key holes whose list counts as the same in any order. */
  readonly unordered?: readonly number[];
  /** Parameters that are not part of the key. */
  readonly omit?: readonly string[];
  /** Parameters that are not part of the key because of their type: sessions, transactions and connections of ORMs. */
  readonly collaborators?: readonly string[];
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

/**
 * An entity that a function depends on, or that a writer invalidates.
 * - `ids`: named by parameters, whatever the result is: `user:{userId}` is `{ entity: 'user', ids: [2] }`, the index of
 *   one hole for each part of the id.
 * - `paths`: found in the result; where the ids stand, as text: `['items[].id']`.
 */
export type Tracked =
  | {
      readonly entity: string;
      readonly ids: readonly number[];
      /** Of a writer, `@invalidates user:{id} rows`: the collection stays as it is. */
      readonly rows?: true;
    }
  | {
      readonly entity: string;
      readonly paths: readonly string[];
      /** Places of which the types do not tell what they hold: `['meta']`. */
      readonly unseen?: readonly string[];
      /** Lists of it count by their rows only: not on the collection. */
      readonly rows?: true;
      /** What has no id is passed over; absent: it is an error. */
      readonly missing?: 'skip';
    };

/** How a batch is taken apart and put together. */
export type BatchSpec = {
  /** Index of the hole that is the list; in the key it stands for one item. */
  readonly hole: number;
  /** What the parameter takes; a rest parameter is an array. */
  readonly items: 'array' | 'set';
  /** What the body answers: a list, or something that holds results by item. */
  readonly answers: 'list' | 'map' | 'record';
  /** Path from a result to its item, `author.id`; absent: a list has the order of the items. */
  readonly by?: string;
  /** What a list found by a path has for an item without a result; absent: it is left out. */
  readonly absent?: 'null';
  /** Most items a body call; absent: all. */
  readonly max?: number;
  /** Concurrent calls are collected for this long; 0: one tick. Absent: they are not. */
  readonly window?: Milliseconds;
};

/** What the build knows of a function that invalidates. */
export interface WriterSpec {
  /** For messages and events; never part of a key. */
  readonly id: string;
  readonly calls: 'sync' | 'async';
  /** The paths of the values that a call passes; `finds()` names a function. */
  readonly holes: readonly string[];
  readonly invalidates: readonly Tracked[];
  /** Tags of `@invalidatesTag`. */
  readonly tags?: readonly Template[];
  /** Index of the hole that holds the function which finds the entities in a result. */
  readonly finds?: number;
}

/** All writers of one source file. */
export interface CompiledWriters {
  readonly abi: 1;
  readonly file: string;
  readonly namespace: string;
  readonly writers: readonly WriterSpec[];
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
