import type { Handle } from './handle.ts';

/** A call with everything that is known before its body runs. */
export interface Call {
  readonly handle: Handle;
  readonly key: string;
  /** `*`, the function, its tags. */
  readonly dependencies: readonly string[];
  readonly body: () => unknown;
  /** The predicate of `if=`: whether this result is stored. */
  readonly keeps?: ((result: unknown) => unknown) | undefined;
  /** The body is not the function's own but what `prime` was given. */
  readonly loads?: boolean;
}
