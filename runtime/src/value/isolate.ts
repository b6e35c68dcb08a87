import { type IsolatedValue, share, snapshot } from './copy-value.ts';
import { freezeDeep } from './freeze-value.ts';

/**
 * How callers are kept from changing what others get.
 * - `copy`: every caller gets a copy of its own, the first one too.
 * - `freeze`: one frozen value for all; writing to it throws.
 * - `share`: one value for all, as it is.
 */
export type Isolation = 'copy' | 'freeze' | 'share';

/** The value ready to be kept and handed out many times; `undefined` where it cannot be copied or frozen. */
export function isolate(value: unknown, isolation: Isolation): IsolatedValue | undefined {
  if (isolation === 'share' || (isolation === 'freeze' && freezeDeep(value))) return { kept: value, copier: share };
  return snapshot(value);
}
