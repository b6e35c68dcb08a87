import { checkCodec } from '../codec/check-codec.ts';
import { type DurationProblem, parseDuration } from '../duration.ts';
import { ConfigurationError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { Milliseconds } from '../units.ts';
import { exceedsBytes } from '../value/exceeds-bytes.ts';
import type { Codec } from '../value/sealing.ts';
import type { ConfigureOptions } from './configure-options.ts';
import { refuseUnfit, refuseUnknownCodec } from './refuse-unfit.ts';

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
  'vary',
  'codec',
  'codecs',
  'enabled',
  'onStoreError',
  'wait',
  'waitUntil',
  'replace',
];

/** Options that a store takes, since other stores have nothing like them. */
const STORE_OPTIONS = ['clockSkew', 'maxStaleness', 'afterFailover'];

/** Codecs that need not be given; codec/find-codec.ts has them. */
export const BUILT_IN_CODECS: readonly string[] = ['data', 'json', 'yaml'];

/** The settings that the options stand for. @throws ConfigurationError (HF2001) naming the option. */
export function readSettings(options: ConfigureOptions): Settings {
  for (const name of Object.keys(options)) refuseUnknown(name);
  if (options.ttl !== undefined && options.lockedTtl !== undefined) {
    throw new ConfigurationError('ttl and lockedTtl exclude each other: lockedTtl is the ttl of every function.');
  }
  const lockedTtl = readDuration('lockedTtl', options.lockedTtl);
  const codecs = readCodecs(options.codecs ?? []);
  const codecNames = [...new Set([...BUILT_IN_CODECS, ...codecs.keys()])];
  const defaults = DEFAULT_SETTINGS;
  const { codec = defaults.codec } = options;
  refuseUnknownCodec('configure() was given codec: ', String(codec), codecNames);
  oneOf('wait', options.wait, [true, false]);
  return {
    prefix: readPrefix(options.prefix),
    ttl: readDuration('ttl', options.ttl) ?? lockedTtl ?? defaults.ttl,
    keep: readDuration('keep', options.keep) ?? defaults.keep,
    isTooLarge: readBound(options.maxValueBytes),
    isolate: oneOf('isolate', options.isolate, ['copy', 'freeze', 'share']),
    enabled: oneOf('enabled', options.enabled, [true, false]) ?? defaults.enabled,
    onStoreError: oneOf('onStoreError', options.onStoreError, ['event', 'throw']) ?? defaults.onStoreError,
    vary: readFunction('vary', options.vary),
    waitUntil: readFunction('waitUntil', options.waitUntil),
    codec,
    codecs,
    refuseUnfit: (handle) => refuseUnfit({ lockedTtl, codecs: codecNames }, handle),
  };
}

function refuseUnknown(name: string): void {
  if (OPTIONS.some((known) => known === name)) return;
  const nearest = nearestName(name, OPTIONS);
  if (STORE_OPTIONS.includes(name)) {
    throw new ConfigurationError(
      `configure() has no option ${name}: it belongs to the store. Give it to the store itself, as in configure({ store: someStore({ ${name}: … }) }).`,
    );
  }
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

/** The bound as a test of one result. */
function readBound(most: number | undefined): Settings['isTooLarge'] {
  if (most === undefined) return undefined;
  if (Number.isSafeInteger(most) && most > 0) {
    return (value, bytes) => (bytes === undefined ? exceedsBytes(value, most) : bytes > most);
  }
  throw new ConfigurationError(`maxValueBytes is ${String(most)}; it takes a whole number of bytes, at least 1.`);
}

function readFunction<F>(name: string, given: F | undefined): F | undefined {
  if (given === undefined || typeof given === 'function') return given;
  throw new ConfigurationError(`${name} takes a function, not ${JSON.stringify(given)}.`);
}

function readCodecs(given: readonly Codec[]): ReadonlyMap<string, Codec> {
  if (Array.isArray(given)) return new Map(given.map((codec) => [checkCodec(codec).name, codec]));
  throw new ConfigurationError('codecs takes a list: [{ name, encode, decode }].');
}

function oneOf<T>(name: string, value: T | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined || allowed.includes(value)) return value;
  throw new ConfigurationError(
    `${name} is ${JSON.stringify(value)}; it takes one of ${allowed.map((it) => JSON.stringify(it)).join(', ')}.`,
  );
}
