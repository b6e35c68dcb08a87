/**
 * A stamp is (epoch, counter), held in one number so that a run stays cheap. Epochs are compared for
 * equality only: their order says nothing, as in the real protocol, where they are random.
 */
export type Stamp = number;

/** No stamp: never written, evicted, flushed or of a server history that is gone. */
export const ABSENT: Stamp = 0;

const SPAN = 1_000_000;
/** The low digits of an epoch's number say which epoch of the run it is; for stories only. */
const ORDINALS = 1000;

/** One number for both parts. */
export const stampOf = (epoch: number, count: number): Stamp => epoch * SPAN + count;

/** `noise` puts the epochs of a run out of order. */
export const epochNumber = (noise: number, ordinal: number): number => (1 + noise) * ORDINALS + ordinal;

/** The epoch part. */
export const epochOf = (stamp: Stamp): number => Math.floor(stamp / SPAN);

/** Whether it is a stamp; tokens are negative. */
export const isStamp = (stamp: Stamp): boolean => stamp > 0;

/** Whether both are stamps, of one epoch: only such can be compared. */
export const sameEpoch = (one: Stamp, other: Stamp): boolean => one > 0 && other > 0 && epochOf(one) === epochOf(other);

/** Rule 3: the dependency has a stamp, and it is not newer than what the entry holds for it. */
export const covers = (asOf: Stamp, dependency: Stamp): boolean => sameEpoch(asOf, dependency) && dependency <= asOf;

/** `E2.7`, `token 12`, `none`. */
export function renderStamp(stamp: Stamp): string {
  if (stamp === ABSENT) return 'none';
  if (stamp < 0) return `token ${-stamp}`;
  return `E${epochOf(stamp) % ORDINALS}.${stamp % SPAN}`;
}
