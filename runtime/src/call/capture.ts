/**
 * The values and the body of a call that is not made. The function itself is called, so that defaults,
 * destructuring and `this` are evaluated as they are in a call; its handle's `hit` and `run` stand aside for that
 * moment: the one answers `MISS`, the other takes down what it is given.
 */
import { ConfigurationError } from '../errors.ts';
import type { AnyFunction, Handle } from './handle.ts';
import { isPromiseLike } from './steps.ts';

export interface Captured {
  /** Of all holes of the spec, in its order. */
  readonly values: readonly unknown[];
  /** Runs the function's own body with these arguments and this `this`. */
  readonly body: () => unknown;
}

/** What a function call would be keyed with and would run. */
export interface Target {
  readonly handle: Handle;
  readonly fn: AnyFunction;
  readonly receiver: unknown;
}

/**
 * Captures the call `fn.apply(receiver, args)`. What the evaluation of the parameters throws is thrown here where
 * the function is synchronous.
 *
 * @throws ConfigurationError (HF2001) where the function did not come to its cache; `cause` is then a promise that
 * rejects with the reason where an asynchronous function has one (a parameter's default threw).
 */
export function capture({ handle, fn, receiver }: Target, args: readonly unknown[]): Captured {
  refuseMissingReceiver(handle, receiver);
  let captured: Captured | undefined;
  let runs = 0;
  const { index, run, followsKey } = handle;
  handle.index = undefined;
  handle.followsKey = false;
  handle.run = (body, ...values) => {
    runs++;
    captured = { body, values };
    // A function wrapped around it may go on with the promise.
    return handle.spec.calls === 'async' ? Promise.resolve() : undefined;
  };
  let answer: unknown;
  try {
    answer = Reflect.apply(fn, receiver, args);
  } catch (error) {
    // Behind `run` there is only a function wrapped around this one, which was given nothing to go on with.
    if (captured === undefined) throw error;
    handle.report('capture', error);
  } finally {
    handle.index = index;
    handle.followsKey = followsKey;
    handle.run = run;
  }
  // A function wrapped around this one may reject, since the captured call gave it nothing.
  if (isPromiseLike(answer)) answer.then(undefined, (error) => handle.report('capture', error));
  if (captured !== undefined && runs === 1) return captured;
  throw new ConfigurationError(explain(handle, fn), { cause: answer });
}

function explain({ spec, attached }: Handle, fn: AnyFunction): string {
  return attached === fn
    ? `${spec.id} did not come to its cache when it was called. Either evaluating its parameters failed or called it itself, or a function is wrapped around it that does not call it just once and at once.`
    : `${spec.id} was replaced by a decorator, and what stands in its place did not call it just once and before it waited for anything. So its arguments are not known; let the decorator call the method first, or cache another method that the decorated one calls.`;
}

/** A key that names `this` needs the object: without it, it would be another key than the call's. */
function refuseMissingReceiver({ spec }: Handle, receiver: unknown): void {
  const hole = spec.holes.find((path) => path.startsWith('this.'));
  if (hole === undefined || receiver !== undefined) return;
  const method = spec.id.slice(spec.id.lastIndexOf('.') + 1);
  throw new ConfigurationError(
    `the key or a tag of ${spec.id} names {${hole}}, so its calls need their object. Write cacheOf(object, '${method}').`,
  );
}
