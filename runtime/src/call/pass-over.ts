import type { Cache } from '../cache.ts';
import type { Asker } from './look.ts';

/** A step of a call failed without failing the call, which goes on as without it: an `error` event. */
export function passOver(
  { events }: Cache,
  { handle, key }: Asker,
  { operation, error }: { readonly operation: string; readonly error: unknown },
): undefined {
  events.emit('error', { operation, error, id: handle.spec.id, key });
}
