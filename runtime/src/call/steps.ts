/**
 * The protocol is written once, as generators that yield what they have to wait for. Driven synchronously,
 * nothing may have to be waited for; driven asynchronously, every yield is a point where others may run.
 */
import { SyncStoreError } from '../errors.ts';
import type { MaybePromise } from '../store/port.ts';

/** A computation that may have to wait on its way to a `T`. */
export type Steps<T> = Generator<PromiseLike<unknown>, T, unknown>;

/** Waits where there is something to wait for. */
export function* settle<T>(answer: MaybePromise<T>): Steps<T> {
  // The driver resumes with what the yielded promise resolved to, and that is a T.
  return isPromiseLike(answer) ? ((yield answer) as T) : answer;
}

/** Runs the steps to their end at once. @throws SyncStoreError (HF3008) where a store calls itself synchronous and is not. */
export function driveSync<T>(steps: Steps<T>): T {
  const step = steps.next();
  if (step.done) return step.value;
  const failure = new SyncStoreError('a synchronous store answered with a promise.');
  // What the promise becomes is nobody's any more, and must not end the process.
  step.value.then(undefined, () => failure);
  // The value of steps that are given up is not used.
  steps.return(undefined as never);
  throw failure;
}

/** Stands between a promise and who waits for it, so that a test can order what happens. */
export type Pause = (awaited: PromiseLike<unknown>) => PromiseLike<unknown>;

/** Runs the steps, waiting at each yield. */
export async function driveAsync<T>(steps: Steps<T>, pause: Pause | undefined): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    try {
      step = steps.next(await (pause ? pause(step.value) : step.value));
    } catch (error) {
      // Where the steps themselves have failed, they fail again.
      step = steps.throw(error);
    }
  }
  return step.value;
}

/** Whether it can be waited for. Functions with a `then` are not taken for promises. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}
