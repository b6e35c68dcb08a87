import type { SealedValue, Sealing, SealOptions } from '../../value/sealing.ts';

/** A result as a database in memory holds it. */
export interface OwnSealedValue extends SealedValue {
  /** Those of the function that stored it, as in a `HeldValue`; absent where that is not known any more. */
  readonly options?: SealOptions | undefined;
}

/** The same sealing for a database in memory: what is held tells which function stored it. */
export function sealWithOptions({ seal, open }: Sealing): Sealing {
  return {
    seal: (value, options) => {
      const sealed = seal(value, options);
      // A store of bytes is given sealed bytes.
      return sealed && { ...sealed, held: { ...(sealed.held as SealedValue), options } satisfies OwnSealedValue };
    },
    open,
  };
}
