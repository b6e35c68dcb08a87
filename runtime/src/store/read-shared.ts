import type { ReadRequest, SharedReading, Store } from './port.ts';

/** A reading of its own for a store that does not collect the reads of a turn. */
export function readShared(store: Store, request: ReadRequest): SharedReading {
  return store.readShared?.(request) ?? { readings: Promise.resolve(store.read([request])), place: 0 };
}
