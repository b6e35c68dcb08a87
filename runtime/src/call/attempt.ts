import type { Cache } from '../cache.ts';
import type { Call } from './call.ts';

/** A step of a call that may fail without failing the call. */
export interface Attempt<T> {
  /** What is tried, for the event: `decode`. */
  readonly operation: string;
  readonly run: () => T;
}

/** What the step gives; `undefined` where it throws, which is an `error` event. */
export function attempt<T>(
  cache: Cache,
  { handle, key }: Pick<Call, 'handle' | 'key'>,
  { operation, run }: Attempt<T>,
): T | undefined {
  try {
    return run();
  } catch (error) {
    cache.events.emit('error', { operation, error, id: handle.spec.id, key });
    return undefined;
  }
}
