import type { Settings } from '../settings.ts';
import type { FunctionSpec } from '../spec.ts';
import type { Milliseconds } from '../units.ts';

const FIVE_MINUTES = 300_000;
const SECOND = 1000;

/** How long this result of the function lives, at most `keep`; `skip`: it is not stored. */
export function lifetimeOf(value: unknown, spec: FunctionSpec, settings: Settings): Milliseconds | 'skip' {
  const ttl = spec.ttl === 'forever' ? settings.keep : (spec.ttl ?? settings.ttl);
  if (value !== null && value !== undefined) return Math.min(ttl, settings.keep);
  switch (spec.nulls) {
    case 'skip':
      return 'skip';
    case 'ttl':
      return Math.min(ttl, settings.keep);
    case undefined:
      return Math.min(ttl, settings.keep, Math.max(SECOND, Math.min(FIVE_MINUTES, ttl / 10)));
    default:
      return Math.min(spec.nulls, settings.keep);
  }
}
