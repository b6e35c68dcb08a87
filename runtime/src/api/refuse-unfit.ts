import type { Handle } from '../call/handle.ts';
import { ConfigurationError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import type { Milliseconds } from '../units.ts';

/** What of the settings a function may not fit. */
export interface Limits {
  /** The ttl of every function; absent: functions may have their own. */
  readonly lockedTtl: Milliseconds | undefined;
  /** Names of all codecs. */
  readonly codecs: readonly string[];
}

/** Refuses a function's own ttl where `lockedTtl` forbids it, and a codec that there is not. @throws ConfigurationError (HF2001) */
export function refuseUnfit({ lockedTtl, codecs }: Limits, { spec, file }: Handle): void {
  if (lockedTtl !== undefined && spec.ttl !== undefined) {
    const ttl = spec.ttl === 'forever' ? 'forever' : `${spec.ttl}ms`;
    throw new ConfigurationError(
      `lockedTtl (${lockedTtl}ms) is the ttl of every function, but ${spec.id} in ${file} says ttl=${ttl}. Remove one of the two.`,
    );
  }
  if (spec.codec !== undefined) refuseUnknownCodec(`${spec.id} in ${file} says codec=`, spec.codec, codecs);
}

/**
 * Refuses a codec that there is not.
 * @param asked who asks for it, as the beginning of a sentence: `configure() was given codec `
 * @throws ConfigurationError (HF2001) with the nearest name
 */
export function refuseUnknownCodec(asked: string, codec: string, known: readonly string[]): void {
  if (known.includes(codec)) return;
  const nearest = nearestName(codec, known);
  const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new ConfigurationError(
    `${asked}${codec}, but there is no codec of this name.${guess} Codecs: ${known.join(', ')}. Others are given by configure({ codecs: [{ name, encode, decode }] }).`,
  );
}
