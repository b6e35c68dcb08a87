import type { ReadRequest } from '../store/port.ts';
import type { Handle } from './handle.ts';

/** What computes the value of a call. */
export interface Body {
  (): unknown;
  /** What is done to results of the body, around something that stands in its place; absent: nothing. */
  readonly instead?: (load: () => unknown) => () => unknown;
}

/** A call with everything that is known before its body runs. */
export interface Call {
  readonly handle: Handle;
  readonly key: string;
  /** Of all holes of the spec. */
  readonly values: readonly unknown[];
  /** Those known from the arguments: `*`, the function, its tags, entities that parameters name. */
  readonly dependencies: readonly string[];
  readonly body: Body;
  /** The predicate of `if=`: whether this result is stored. */
  readonly keeps?: ((result: unknown) => unknown) | undefined;
  /** The dependencies that a result has by what it holds. Throws where the result must not be stored. */
  readonly finds?: ((result: unknown) => readonly string[]) | undefined;
  /** A parameter that names an entity holds no id: nothing is served, joined or stored. */
  readonly isUncached?: boolean | undefined;
  /** The body is not the function's own but what `prime` was given. */
  readonly loads?: boolean;
  /** What its store was asked, as the store had prepared it; absent: it had not. */
  asked?: ReadRequest | undefined;
}
