import type { ReadRequest } from '../port.ts';
import type { StampList } from './stamp-list.ts';

/** A question with the names that it takes, so that who asks again need not make them again. */
export class PreparedRead implements ReadRequest {
  readonly key: string;
  readonly dependencies: readonly string[];
  /** The stored name of the entry. */
  readonly entry: string;
  /** The dependencies as entries have them that know no others. */
  readonly own: StampList;

  constructor({ key, dependencies }: ReadRequest, entry: string, own: StampList) {
    this.key = key;
    this.dependencies = dependencies;
    this.entry = entry;
    this.own = own;
  }
}
