import type { Row } from './row.ts';

/**
 * All rows, in the order of the table. Each is loaded only by the process that measures it, so that no row runs in code
 * that another one has made polymorphic.
 */
export const ROWS: ReadonlyMap<string, () => Promise<Row>> = new Map([
  ['hit-async-number', async () => (await import('./rows/hit-async-number.ts')).ROW],
  ['hit-async-number-string', async () => (await import('./rows/hit-async-number-string.ts')).ROW],
  ['hit-async-object', async () => (await import('./rows/hit-async-object.ts')).ROW],
  ['hit-sync-number', async () => (await import('./rows/hit-sync-number.ts')).ROW],
  ['hit-sync-number-string', async () => (await import('./rows/hit-sync-number-string.ts')).ROW],
  ['hit-copied-fields', async () => (await import('./rows/hit-copied-fields.ts')).ROW],
  ['hit-copied-rows', async () => (await import('./rows/hit-copied-rows.ts')).ROW],
  ['hit-sqlite-exclusive', async () => (await import('./rows/hit-sqlite-exclusive.ts')).ROW],
  ['hit-sqlite-shared', async () => (await import('./rows/hit-sqlite-shared.ts')).ROW],
  ['hit-sqlite-memory', async () => (await import('./rows/hit-sqlite-memory.ts')).ROW],
  ['hit-redis-50', async () => (await import('./rows/hit-redis.ts')).AT_50],
  ['hit-redis-500', async () => (await import('./rows/hit-redis.ts')).AT_500],
  ['hit-redis-tagged-50', async () => (await import('./rows/hit-redis-tagged.ts')).AT_50],
  ['hit-redis-tagged-500', async () => (await import('./rows/hit-redis-tagged.ts')).AT_500],
  ['hit-redis-found-50', async () => (await import('./rows/hit-redis-found.ts')).AT_50],
  ['hit-redis-found-500', async () => (await import('./rows/hit-redis-found.ts')).AT_500],
  ['redis-trips', async () => (await import('./rows/redis-trips.ts')).TRIPS],
  ['redis-bytes', async () => (await import('./rows/redis-trips.ts')).BYTES],
  ['invalidate-redis', async () => (await import('./rows/invalidate.ts')).IN_REDIS],
  ['invalidate-memory', async () => (await import('./rows/invalidate.ts')).IN_MEMORY],
  ['batch', async () => (await import('./rows/batch.ts')).ROW],
  ['breaker', async () => (await import('./rows/breaker.ts')).ROW],
  ['not-stored', async () => (await import('./rows/not-stored.ts')).ROW],
  ['import', async () => (await import('./rows/import.ts')).ROW],
  ['build', async () => (await import('./rows/build.ts')).ROW],
  ['type-facts', async () => (await import('./rows/type-facts.ts')).ROW],
  ['growth-entries', async () => (await import('./rows/growth-entries.ts')).ROW],
  ['growth-dependencies', async () => (await import('./rows/growth-dependencies.ts')).ROW],
  ['growth-holes', async () => (await import('./rows/growth-holes.ts')).ROW],
  ['growth-values', async () => (await import('./rows/growth-values.ts')).ROW],
  ['memory-of-entry', async () => (await import('./rows/memory-of-entry.ts')).ROW],
  ['heap', async () => (await import('./rows/heap.ts')).ROW],
]);
