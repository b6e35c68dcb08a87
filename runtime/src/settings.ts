import type { Milliseconds } from './units.ts';
import type { Isolation } from './value/isolate.ts';

/** What `configure` decides, with durations in milliseconds. Replaced as a whole, never changed in place. */
export interface Settings {
  readonly prefix: string;
  /** How long results are fresh where the function does not say. */
  readonly ttl: Milliseconds;
  /** Bound of every physical life, `ttl=forever` included. */
  readonly keep: Milliseconds;
  readonly isolate: Isolation;
  /** `false`: nothing is served or stored; invalidations are still written. */
  readonly enabled: boolean;
  /** Results of more bytes are not stored; absent: no bound. */
  readonly maxValueBytes: number | undefined;
  /** Functions may not say a ttl of their own. */
  readonly lockedTtl: boolean;
  /** `throw`: a failing store fails the call. */
  readonly onStoreError: 'event' | 'throw';
}

const HOUR = 3_600_000;

export const DEFAULT_SETTINGS: Settings = {
  prefix: 'hf',
  ttl: HOUR,
  keep: 30 * 24 * HOUR,
  isolate: 'copy',
  enabled: true,
  lockedTtl: false,
  maxValueBytes: undefined,
  onStoreError: 'event',
};
