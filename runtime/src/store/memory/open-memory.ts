import type { Milliseconds } from '../../units.ts';
import { atomicStore } from '../atomic-store.ts';
import type { Store } from '../port.ts';
import { MemoryRows } from './memory-rows.ts';

/** Most entries over all functions where nothing is said. */
export const DEFAULT_MAX_ENTRIES = 100_000;

/** An empty store in the process's memory, by this clock. */
export function openMemory({ now }: { readonly now: () => Milliseconds }, maxEntries = DEFAULT_MAX_ENTRIES): Store {
  const rows = new MemoryRows({ maxEntries, now });
  return { ...atomicStore('memory', rows, now), resident: rows };
}
