import type { Copier } from './copy-value.ts';
import { listCopier } from './list-copier.ts';

/** Copies rows: what the build wrote for the type of a result, and the same for lists. */
export interface RowCopier {
  readonly copy: Copier;
  readonly copyList: Copier;
  /**
   * Whether a plain object of primitives has the fields that are copied, in their order, and no others: a result may have
   * more of them than its type says, and all of them are copied.
   */
  isFor(value: object): boolean;
}

/** @param copy as the build writes it: `(row) => ({ id: row.id, name: row.name })` */
export function rowCopier(copy: Copier): RowCopier {
  // What it makes tells what it copies.
  const names = Object.keys(Object(copy({})));
  return {
    copy,
    copyList: listCopier(copy),
    isFor: (value) => {
      // What is kept has no other fields than these: no symbols, nothing hidden.
      const own = Object.keys(value);
      return own.length === names.length && own.every((name, place) => name === names[place]);
    },
  };
}
