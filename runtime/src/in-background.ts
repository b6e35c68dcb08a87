import type { Cache } from './cache.ts';

/**
 * Tells the hook of `configure({ waitUntil })` of work that no caller waits for. Where the hook fails, that is an event.
 * @param settings those whose hook it is; by default the present ones
 */
export function inBackground(cache: Cache, work: Promise<unknown>, settings = cache.settings): void {
  try {
    settings.waitUntil?.(work);
  } catch (error) {
    cache.events.emit('error', { operation: 'waitUntil', error });
  }
}
