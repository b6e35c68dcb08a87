import { type Copier, snapshot, UNCOPYABLE } from './copy-value.ts';
import { freezeDeep } from './freeze-value.ts';

/**
 * How callers are kept from changing what others get.
 * - `copy`: every caller gets a copy of its own, the first one too.
 * - `freeze`: one frozen value for all; writing to it throws.
 * - `share`: one value for all, as it is.
 */
export type Isolation = 'copy' | 'freeze' | 'share';

/** A value as memory keeps it, with the way to hand it out. */
export interface IsolatedValue {
  /** Who stored it; absent: nobody yet. */
  readonly by?: object;
  readonly kept: unknown;
  readonly copier: Copier;
}

const share: Copier = (value) => value;

/** The value ready to be kept and handed out many times; `undefined` where it cannot be copied or frozen. */
export function isolate(value: unknown, isolation: Isolation): IsolatedValue | undefined {
  switch (isolation) {
    case 'share':
      return { kept: value, copier: share };
    case 'freeze':
      return freezeDeep(value) ? { kept: value, copier: share } : isolate(value, 'copy');
    case 'copy': {
      const taken = snapshot(value);
      return taken === UNCOPYABLE ? undefined : { kept: taken.copy, copier: taken.copier };
    }
  }
}

/** What a caller gets. */
export function handOut(value: IsolatedValue): unknown {
  return value.copier(value.kept);
}
