import type { ReadRequest, WriteRequest } from '../port.ts';
import type { RedisNames } from './redis-names.ts';
import type { StampList } from './stamp-list.ts';

/** A question with the names that it takes, so that who asks again need not make them again. */
export class PreparedRead implements ReadRequest {
  readonly key: string;
  readonly dependencies: readonly string[];
  /** Those that the store has which prepared it. */
  readonly names: RedisNames;
  /** The stored name of the entry. */
  readonly entry: string;
  /** The dependencies as entries have them that know no others. */
  readonly own: StampList;

  constructor({ key, dependencies }: ReadRequest, names: RedisNames, own: StampList) {
    this.key = key;
    this.dependencies = dependencies;
    this.names = names;
    this.entry = names.entry(key);
    this.own = own;
  }

  /** The stored name of the entry that is written after this was asked. */
  static entryOf({ key, asked }: WriteRequest, names: RedisNames): string {
    return asked instanceof PreparedRead && asked.names === names ? asked.entry : names.entry(key);
  }
}
