/** A copier that the build wrote for the rows of a type: `(row) => ({ id: row.id, name: row.name })`. */
import type { Copier } from './copy-value.ts';

export interface RowCopier {
  readonly copy: Copier;
  /**
   * Whether a plain object of primitives has the fields that are copied, in their order, and no others: a result may have
   * more of them than its type says, and all of them are copied.
   */
  isFor(value: unknown): boolean;
}

export function rowCopier(copy: Copier): RowCopier {
  // What it makes tells what it copies.
  const names = Object.keys(Object(copy({})));
  return {
    copy,
    isFor: (value) => {
      const own = Reflect.ownKeys(Object(value));
      return own.length === names.length && own.every((name, place) => name === names[place]);
    },
  };
}
