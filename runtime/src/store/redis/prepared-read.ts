import type { ReadRequest, WriteRequest } from '../port.ts';
import type { KeyNames, RedisNames } from './redis-names.ts';
import type { Remembered } from './remembered-lists.ts';
import type { StampList } from './stamp-list.ts';

/** A question with the names that it takes, so that who asks again need not make them again. */
export class PreparedRead implements ReadRequest, KeyNames {
  readonly key: string;
  readonly dependencies: readonly string[];
  /** Those that the store has which prepared it. */
  readonly names: RedisNames;
  readonly place: string;
  readonly entry: string;
  /** The dependencies as entries have them that know no others. */
  readonly own: StampList;
  /** The list of its entry, where that has others; absent: nothing is remembered, or it was not looked for. */
  remembered: Remembered | undefined;

  constructor({ key, dependencies }: ReadRequest, names: RedisNames, own: StampList) {
    this.key = key;
    this.dependencies = dependencies;
    this.names = names;
    const { place, entry } = names.ofKey(key);
    this.place = place;
    this.entry = entry;
    this.own = own;
  }

  /** The names of an entry that is written after this was asked. */
  static namesOf({ key, asked }: WriteRequest, names: RedisNames): KeyNames {
    return asked instanceof PreparedRead && asked.names === names ? asked : names.ofKey(key);
  }
}
