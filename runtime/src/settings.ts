import type { Handle } from './call/handle.ts';
import type { Milliseconds } from './units.ts';
import type { Isolation } from './value/isolate.ts';
import type { Codec } from './value/sealing.ts';

/** What `configure` decides, with durations in milliseconds. Replaced as a whole, never changed in place. */
export interface Settings {
  readonly prefix: string;
  /** How long results are fresh where the function does not say. */
  readonly ttl: Milliseconds;
  /** Bound of every physical life, `ttl=forever` included. */
  readonly keep: Milliseconds;
  /** `false`: nothing is served or stored; invalidations are still written. */
  readonly enabled: boolean;
  /** `throw`: a failing store fails the call. */
  readonly onStoreError: 'event' | 'throw';
  /** Name of the codec of stores that hold bytes. */
  readonly codec: string;
  /** Given codecs by name. */
  readonly codecs: ReadonlyMap<string, Codec>;
  /** Absent: what the types tell, else `copy`. */
  readonly isolate?: Isolation | undefined;
  /** What all keys vary by; called before each key is made. */
  readonly vary?: (() => unknown) | undefined;
  /** Whether a result has too many bytes; the number where the store knows it. Absent: there is no bound. */
  readonly isTooLarge?: ((value: unknown, bytes: number | undefined) => boolean) | undefined;
  /** Throws where a function does not fit these settings. */
  readonly refuseUnfit?: ((handle: Handle) => void) | undefined;
  /** Is given every promise that no caller waits for. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

const HOUR = 3_600_000;

export const DEFAULT_SETTINGS: Settings = {
  prefix: 'hf',
  ttl: HOUR,
  keep: 30 * 24 * HOUR,
  enabled: true,
  onStoreError: 'event',
  codec: 'data',
  codecs: new Map(),
};
