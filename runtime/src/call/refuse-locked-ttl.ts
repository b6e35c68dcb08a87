import { ConfigurationError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { Handle } from './handle.ts';

/** Refuses a function's own ttl where `lockedTtl` forbids it. @throws ConfigurationError (HF2001) */
export function refuseLockedTtl(settings: Settings, { spec, file }: Handle): void {
  if (!settings.lockedTtl || spec.ttl === undefined) return;
  const ttl = spec.ttl === 'forever' ? 'forever' : `${spec.ttl}ms`;
  throw new ConfigurationError(
    `lockedTtl (${settings.ttl}ms) is the ttl of every function, but ${spec.id} in ${file} says ttl=${ttl}. Remove one of the two.`,
  );
}
