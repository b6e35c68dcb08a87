import { ConfigurationError } from '../../errors.ts';
import type { StoreDefinition } from '../port.ts';
import { DEFAULT_MAX_ENTRIES, openMemory } from './open-memory.ts';

/** Options of the memory store. */
export interface MemoryOptions {
  /** Most entries over all functions, the least recently used out first; default 100,000. */
  readonly maxEntries?: number;
}

/**
 * A store in the process's memory: the default. Strict, bounded, without timers.
 *
 * Example: `configure({ store: memoryStore({ maxEntries: 10_000 }) })`.
 *
 * @throws ConfigurationError (HF2001) where `maxEntries` is not a whole number of at least 1.
 */
export function memoryStore(options: MemoryOptions = {}): StoreDefinition {
  const maxEntries = options.maxEntries ?? DEFAULT_MAX_ENTRIES;
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) {
    throw new ConfigurationError(
      `maxEntries of the memory store is ${maxEntries}, but it takes a whole number of at least 1.`,
    );
  }
  return {
    kind: 'memory',
    open: (context) => openMemory(context, maxEntries),
  };
}
