/**
 * Results whose callers do not wait until they are stored: over a store that answers this process in order, what the
 * process asks next is asked behind the write. Who looks for the same key and yet misses it (another node answers, or a
 * script had to be sent anew) finds the flight, which lands with the write, and waits for it.
 */
import { type Cache, storeOf } from '../cache.ts';
import { inBackground } from '../in-background.ts';
import type { FunctionSpec } from '../spec.ts';
import type { Call } from './call.ts';
import type { Arriving, Flown } from './fly.ts';
import { driveAsync, type Steps } from './steps.ts';

/** The value, where its caller goes on while `landing` takes place; `undefined`: it has to wait. */
export type LandLater = (call: Call, arriving: Arriving, landing: Steps<unknown>) => Flown | undefined;

export const landLater: LandLater = ({ handle: { cache, spec } }, { kept }, landing) => {
  // What is not stored lands at once, and who replaces an entry waits until it is replaced.
  if (kept.ttl === undefined || kept.raisesFloor || !landsLater(cache, spec)) return undefined;
  const value = kept.sealed.take();
  goOn(cache, landing);
  return { value, outcome: undefined };
};

/** Whether callers of the function go on before a write is answered. */
export function landsLater(cache: Cache, spec: FunctionSpec): boolean {
  return storeOf(cache, spec).answersInOrder === true && cache.settings.onStoreError !== 'throw';
}

/** Lets the write take place while its callers go on. */
export function goOn(cache: Cache, landing: Steps<unknown>): void {
  const landed = driveAsync(landing, cache.surroundings.pause).catch((error) =>
    cache.events.emit('error', { operation: 'write', error }),
  );
  inBackground(cache, landed);
}
