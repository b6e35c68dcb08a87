/**
 * A point in the cache's own time. The counter of a prefix just counts: an invalidation takes the next
 * value, a computation the present one. The epoch is a random id made whenever the counter is lost; stamps
 * of different epochs say nothing about each other, so losing the counter equals a flush.
 *
 * Example: `{ epoch: '5f1c…', count: 12 }`.
 */
export interface Stamp {
  readonly epoch: string;
  readonly count: number;
}

/**
 * Whether `stamp` is known to be no newer than `than`. An absent stamp and a stamp of another epoch prove
 * nothing, so the answer is false.
 */
export function isNotNewer(stamp: Stamp | undefined, than: Stamp): boolean {
  return stamp !== undefined && stamp.epoch === than.epoch && stamp.count <= than.count;
}

/** A random 64-bit epoch id as 16 hex digits. */
export function makeEpoch(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}
