import { type DurationProblem, parseDuration } from '../duration.ts';
import { ConfigurationError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { StoreDefinition } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import type { Isolation } from '../value/isolate.ts';

/** Options of `configure`. What is absent has its default, also when `configure` is called again; stores stay. */
export interface ConfigureOptions {
  /** Where entries live; default: memory, `memoryStore()`. */
  readonly store?: StoreDefinition | undefined;
  /** Where entries of synchronous functions live; default: `store` where it answers at once, else memory. */
  readonly syncStore?: StoreDefinition | undefined;
  /** Stores for functions that say `store=name`. */
  readonly stores?: Readonly<Record<string, StoreDefinition>> | undefined;
  /** First part of every key; default `hf`. Services that invalidate each other share it. */
  readonly prefix?: string | undefined;
  /** How long results are fresh where the function does not say: `'10m'`; default `'1h'`. */
  readonly ttl?: string | undefined;
  /** The same, and functions may not say a ttl of their own. */
  readonly lockedTtl?: string | undefined;
  /** Bound of every entry's life, `ttl=forever` included; default `'30d'`. */
  readonly keep?: string | undefined;
  /** Results of more bytes (about those of their JSON text) are returned, not stored; default: no bound. */
  readonly maxValueBytes?: number | undefined;
  /** How callers are kept apart where the function does not say; default `'copy'`. */
  readonly isolate?: Isolation | undefined;
  /** `false`: nothing is served or stored; invalidations are still written. Default `true`. */
  readonly enabled?: boolean | undefined;
  /** `'throw'`: a failing store fails the call; default `'event'`: the body runs, an `error` event is sent. */
  readonly onStoreError?: 'event' | 'throw' | undefined;
  /** Allows other stores after cached calls ran: what the old ones held is left behind. */
  readonly replace?: boolean | undefined;
}

const OPTIONS: readonly (keyof ConfigureOptions)[] = [
  'store',
  'syncStore',
  'stores',
  'prefix',
  'ttl',
  'lockedTtl',
  'keep',
  'maxValueBytes',
  'isolate',
  'enabled',
  'onStoreError',
  'replace',
];

/** The settings that the options stand for. @throws ConfigurationError (HF2001) naming the option. */
export function readSettings(options: ConfigureOptions): Settings {
  for (const name of Object.keys(options)) refuseUnknown(name);
  if (options.ttl !== undefined && options.lockedTtl !== undefined) {
    throw new ConfigurationError('ttl and lockedTtl exclude each other: lockedTtl is the ttl of every function.');
  }
  const ttl = readDuration('ttl', options.ttl) ?? readDuration('lockedTtl', options.lockedTtl);
  const defaults = DEFAULT_SETTINGS;
  return {
    prefix: readPrefix(options.prefix),
    ttl: ttl ?? defaults.ttl,
    lockedTtl: options.lockedTtl !== undefined,
    keep: readDuration('keep', options.keep) ?? defaults.keep,
    maxValueBytes: readBytes('maxValueBytes', options.maxValueBytes),
    isolate: oneOf('isolate', options.isolate, ['copy', 'freeze', 'share']) ?? defaults.isolate,
    enabled: oneOf('enabled', options.enabled, [true, false]) ?? defaults.enabled,
    onStoreError: oneOf('onStoreError', options.onStoreError, ['event', 'throw']) ?? defaults.onStoreError,
  };
}

function refuseUnknown(name: string): void {
  if (OPTIONS.some((known) => known === name)) return;
  const nearest = nearestName(name, OPTIONS);
  throw new ConfigurationError(
    `configure() has no option ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`} Options: ${OPTIONS.join(', ')}.`,
  );
}

function readPrefix(prefix: string | undefined): string {
  if (prefix === undefined) return DEFAULT_SETTINGS.prefix;
  if (typeof prefix === 'string' && prefix !== '') return prefix;
  throw new ConfigurationError(`prefix takes a text that is not empty, not ${JSON.stringify(prefix)}.`);
}

const DURATION_HELP: Readonly<Record<DurationProblem, string>> = {
  'no-unit': 'it has no unit',
  'unknown-unit': 'its unit is not known',
  'not-positive': 'it must be more than 0',
  'too-long': 'it is more than 100 years',
  'not-a-number': 'it is no duration',
};

function readDuration(name: string, text: string | undefined): Milliseconds | undefined {
  if (text === undefined) return undefined;
  const duration = typeof text === 'string' ? parseDuration(text) : 'no-unit';
  if (typeof duration === 'number') return duration;
  throw new ConfigurationError(
    `${name} is ${JSON.stringify(text)}, but ${DURATION_HELP[duration]}. Write a number and a unit: '500ms', '30s', '10m', '2h', '7d'.`,
  );
}

function readBytes(name: string, bytes: number | undefined): number | undefined {
  if (bytes === undefined || (Number.isSafeInteger(bytes) && bytes > 0)) return bytes;
  throw new ConfigurationError(`${name} is ${String(bytes)}; it takes a whole number of bytes, at least 1.`);
}

function oneOf<T>(name: string, value: T | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined || allowed.includes(value)) return value;
  throw new ConfigurationError(
    `${name} is ${JSON.stringify(value)}; it takes one of ${allowed.map((it) => JSON.stringify(it)).join(', ')}.`,
  );
}
