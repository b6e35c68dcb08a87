/**
 * Errors of the runtime. Number and slug of each are permanent; the golden file
 * test/unit/runtime/error-codes.golden.json guards them. They stand at their classes and not in one table, so that a
 * bundle has those only that it can throw.
 */

/** What every error of a class has: `{ name: 'NotCachedError', code: 'HF3003', slug: 'not-cached' }`. */
export interface DeclaredError {
  readonly name: string;
  readonly code: string;
  readonly slug: string;
}

/**
 * Base of every error that Holdfast itself throws. A body's own errors reach the caller unchanged.
 * `code` is permanent (`'HF3001'`), `slug` is its readable name (`'unkeyable-argument'`).
 */
export abstract class HoldfastError extends Error {
  /** The base stands for all codes of Holdfast. */
  static readonly declared: DeclaredError = { name: 'HoldfastError', code: 'HF', slug: '' };
  declare readonly code: string;
  declare readonly slug: string;

  /**
   * By the code, so that `instanceof` holds across copies of the package in one process: ESM beside CommonJS, two
   * installations.
   */
  static override [Symbol.hasInstance](error: unknown): boolean {
    if (!(error instanceof Error) || !('code' in error && 'slug' in error)) return false;
    // biome-ignore lint/complexity/noThisInStatic: each class answers for itself.
    const { declared } = this;
    return String(error.code).startsWith(declared.code);
  }

  constructor(text: string, options?: ErrorOptions) {
    const { declared } = new.target;
    super(`${declared.code} ${declared.slug}: ${text}`, options);
    Object.assign(this, declared);
  }
}

/** A value of a call cannot be part of a key (function, symbol, class instance without `toJSON`, …). */
export class UnkeyableArgumentError extends HoldfastError {
  static override readonly declared = {
    name: 'UnkeyableArgumentError',
    code: 'HF3001',
    slug: 'unkeyable-argument',
  } as const;
}

/** `cacheOf` was given a function that the build did not transform. */
export class NotTransformedError extends HoldfastError {
  static override readonly declared = { name: 'NotTransformedError', code: 'HF3002', slug: 'not-transformed' } as const;
}

/** `cacheOf(fn).require(…)` found no entry; the body was not run. */
export class NotCachedError extends HoldfastError {
  static override readonly declared = { name: 'NotCachedError', code: 'HF3003', slug: 'not-cached' } as const;
}

/** The store did not answer `configure`. */
export class StoreUnreachableError extends HoldfastError {
  static override readonly declared = {
    name: 'StoreUnreachableError',
    code: 'HF3004',
    slug: 'store-unreachable',
  } as const;
}

/** An option of `configure` or an argument of an API call is not usable. */
export class ConfigurationError extends HoldfastError {
  static override readonly declared = { name: 'ConfigurationError', code: 'HF2001', slug: 'configuration' } as const;
}

/** An invalidation was not written to the store; `dependencies` names what is still to be invalidated. */
export class InvalidationError extends HoldfastError {
  static override readonly declared = {
    name: 'InvalidationError',
    code: 'HF3005',
    slug: 'invalidation-failed',
  } as const;
  readonly dependencies: readonly string[];

  constructor(text: string, dependencies: readonly string[], options?: ErrorOptions) {
    super(text, options);
    this.dependencies = dependencies;
  }
}

/** Two different declarations were loaded under one id. */
export class DuplicateIdError extends HoldfastError {
  static override readonly declared = { name: 'DuplicateIdError', code: 'HF3006', slug: 'duplicate-id' } as const;
}

/** Two copies of the runtime that do not fit together are loaded in one process. */
export class TwoRuntimesError extends HoldfastError {
  static override readonly declared = { name: 'TwoRuntimesError', code: 'HF3007', slug: 'two-runtimes' } as const;
}

/** `configure` named another store after cached calls ran. */
export class ConfiguredTooLateError extends HoldfastError {
  static override readonly declared = {
    name: 'ConfiguredTooLateError',
    code: 'HF2002',
    slug: 'configured-too-late',
  } as const;
}

/** A synchronous function was bound to a store that answers with promises. */
export class SyncStoreError extends HoldfastError {
  static override readonly declared = { name: 'SyncStoreError', code: 'HF3008', slug: 'sync-store' } as const;
}

/** A codec cannot write a result so that reading gives the same value back. */
export class UnstorableValueError extends HoldfastError {
  static override readonly declared = {
    name: 'UnstorableValueError',
    code: 'HF3010',
    slug: 'unstorable-value',
  } as const;
}

/** What a store holds under a key is no entry that can be read. */
export class UnreadableEntryError extends HoldfastError {
  static override readonly declared = {
    name: 'UnreadableEntryError',
    code: 'HF3011',
    slug: 'unreadable-entry',
  } as const;
}

/** What a `MissingEntityIdError` says of its case. */
export interface MissingIdFacts extends ErrorOptions {
  readonly entity: string;
  readonly value: unknown;
  readonly dependencies?: readonly string[];
  readonly result?: unknown;
}

/**
 * An entity has no id, or one that cannot be used. A writer throws it after its body has succeeded: `result` is what the
 * body gave, and what could be found is invalidated. Of a cached call it is in an `error` event, and nothing is stored.
 */
export class MissingEntityIdError extends HoldfastError {
  static override readonly declared = {
    name: 'MissingEntityIdError',
    code: 'HF3012',
    slug: 'missing-entity-id',
  } as const;
  /** `user`; several are joined by `, ` where it is not known which of them. */
  declare readonly entity: string;
  /** What stands in the place of the id; of a composite one the part. */
  declare readonly value: unknown;
  /** What the body gave; absent where it has not run yet. */
  declare readonly result?: unknown;
  /** What was found all the same: `['e:user:42', 'c:user']`; absent where it was not about a result. */
  declare readonly dependencies?: readonly string[];

  constructor(text: string, facts: MissingIdFacts) {
    super(text, facts);
    Object.assign(this, facts);
  }
}

/** What a body was called with, and what it gave. */
export interface BatchResultFacts extends ErrorOptions {
  readonly items: readonly unknown[];
  readonly received?: number | undefined;
}

/** The body of a batch gave no result for each of its items, or results for something else. Nothing of it is stored. */
export class BatchResultError extends HoldfastError {
  static override readonly declared = { name: 'BatchResultError', code: 'HF3013', slug: 'batch-result' } as const;
  /** What the body was called with. */
  readonly items: readonly unknown[];
  /** Number of results that it gave; `undefined` where it gave something else. */
  readonly received: number | undefined;

  constructor(text: string, facts: BatchResultFacts) {
    super(text, facts);
    this.items = facts.items;
    this.received = facts.received;
  }
}

/** What became of the items of a call. */
export interface BatchItemFacts extends ErrorOptions {
  readonly errors: ReadonlyMap<unknown, unknown>;
  readonly results: ReadonlyMap<unknown, unknown>;
}

/** Some items of a batch failed: the body gave an `Error` in their place. The results of the others are stored. */
export class BatchItemError extends HoldfastError {
  static override readonly declared = { name: 'BatchItemError', code: 'HF3014', slug: 'batch-item' } as const;
  /** What each failed item failed with, by item. */
  readonly errors: ReadonlyMap<unknown, unknown>;
  /** What the others gave, by item. */
  readonly results: ReadonlyMap<unknown, unknown>;

  constructor(text: string, facts: BatchItemFacts) {
    super(text, facts);
    this.errors = facts.errors;
    this.results = facts.results;
  }
}

/** Number and slug of every runtime error, for the golden file and the docs. */
export function listErrorCodes() {
  return [
    UnkeyableArgumentError,
    NotTransformedError,
    NotCachedError,
    StoreUnreachableError,
    ConfigurationError,
    InvalidationError,
    DuplicateIdError,
    TwoRuntimesError,
    ConfiguredTooLateError,
    SyncStoreError,
    UnstorableValueError,
    UnreadableEntryError,
    MissingEntityIdError,
    BatchResultError,
    BatchItemError,
  ].map(({ declared }) => declared);
}

/** Name of an error class of this package. */
export type ErrorName = ReturnType<typeof listErrorCodes>[number]['name'];
