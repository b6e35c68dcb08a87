/**
 * Errors of the runtime. One table: number and slug are permanent; the golden file
 * test/unit/runtime/error-codes.golden.json guards them.
 */

const CODES = {
  UnkeyableArgumentError: ['HF3001', 'unkeyable-argument'],
  NotTransformedError: ['HF3002', 'not-transformed'],
  NotCachedError: ['HF3003', 'not-cached'],
  StoreUnreachableError: ['HF3004', 'store-unreachable'],
  ConfigurationError: ['HF2001', 'configuration'],
  InvalidationError: ['HF3005', 'invalidation-failed'],
  DuplicateIdError: ['HF3006', 'duplicate-id'],
  TwoRuntimesError: ['HF3007', 'two-runtimes'],
  ConfiguredTooLateError: ['HF2002', 'configured-too-late'],
  SyncStoreError: ['HF3008', 'sync-store'],
} as const;

/** Name of an error class of this package. */
export type ErrorName = keyof typeof CODES;

/** Number and slug of every runtime error, for the golden file and the docs. */
export function listErrorCodes(): readonly { name: ErrorName; code: string; slug: string }[] {
  // Object.keys of the constant table yields exactly its keys.
  return (Object.keys(CODES) as ErrorName[]).map((name) => ({ name, code: CODES[name][0], slug: CODES[name][1] }));
}

/**
 * Base of every error that Holdfast itself throws. A body's own errors reach the caller unchanged.
 * `code` is permanent (`'HF3001'`), `slug` is its readable name (`'unkeyable-argument'`).
 */
export class HoldfastError extends Error {
  readonly code: string;
  readonly slug: string;

  constructor(name: ErrorName, text: string, options?: ErrorOptions) {
    super(`${CODES[name][0]} ${CODES[name][1]}: ${text}`, options);
    this.name = name;
    this.code = CODES[name][0];
    this.slug = CODES[name][1];
  }
}

/** A value of a call cannot be part of a key (function, symbol, class instance without `toJSON`, …). */
export class UnkeyableArgumentError extends HoldfastError {
  constructor(text: string) {
    super('UnkeyableArgumentError', text);
  }
}

/** `cacheOf` was given a function that the build did not transform. */
export class NotTransformedError extends HoldfastError {
  constructor(text: string) {
    super('NotTransformedError', text);
  }
}

/** `cacheOf(fn).require(…)` found no entry; the body was not run. */
export class NotCachedError extends HoldfastError {
  constructor(text: string) {
    super('NotCachedError', text);
  }
}

/** The store did not answer `configure`. */
export class StoreUnreachableError extends HoldfastError {
  constructor(text: string, options?: ErrorOptions) {
    super('StoreUnreachableError', text, options);
  }
}

/** An option of `configure` or an argument of an API call is not usable. */
export class ConfigurationError extends HoldfastError {
  constructor(text: string, options?: ErrorOptions) {
    super('ConfigurationError', text, options);
  }
}

/** An invalidation was not written to the store; `dependencies` names what is still to be invalidated. */
export class InvalidationError extends HoldfastError {
  readonly dependencies: readonly string[];

  constructor(text: string, dependencies: readonly string[], options?: ErrorOptions) {
    super('InvalidationError', text, options);
    this.dependencies = dependencies;
  }
}

/** Two different declarations were loaded under one id. */
export class DuplicateIdError extends HoldfastError {
  constructor(text: string) {
    super('DuplicateIdError', text);
  }
}

/** Two copies of the runtime that do not fit together are loaded in one process. */
export class TwoRuntimesError extends HoldfastError {
  constructor(text: string) {
    super('TwoRuntimesError', text);
  }
}

/** `configure` named another store after cached calls ran. */
export class ConfiguredTooLateError extends HoldfastError {
  constructor(text: string) {
    super('ConfiguredTooLateError', text);
  }
}

/** A synchronous function was bound to a store that answers with promises. */
export class SyncStoreError extends HoldfastError {
  constructor(text: string) {
    super('SyncStoreError', text);
  }
}
