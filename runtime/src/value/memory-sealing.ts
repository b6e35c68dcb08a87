import type { IsolatedValue } from './copy-value.ts';
import { isolate } from './isolate.ts';
import type { Sealing, SealOptions } from './sealing.ts';

/** A result as memory holds it. */
export interface HeldValue extends IsolatedValue {
  /** Those of the function that stored it: one object for each function and its settings. */
  readonly options: SealOptions;
  /** As in `SealedValue`. */
  readonly shape: string | undefined;
}

/** How the process's own memory holds results: as values, without a codec. */
export const memorySealing: Sealing = {
  seal: (value, options) => {
    const isolated = isolate(value, options.isolate);
    if (isolated === undefined) return undefined;
    const held: HeldValue = { ...isolated, options, shape: options.shape };
    return { held, take: () => handOut(held) };
  },
  // Memory holds what `seal` made.
  open: (held) => handOut(held as HeldValue),
};

function handOut({ kept, copier }: HeldValue): unknown {
  return copier(kept);
}
