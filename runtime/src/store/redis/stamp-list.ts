import { EVERYTHING } from '../../stamp/dependency.ts';
import type { EntryHead, ExpectedList } from './entry-head.ts';
import { renderList } from './entry-text.ts';
import type { RedisNames } from './redis-names.ts';
import type { StampName } from './stamp-name.ts';

/** What an entry depends on, as entries have it and as stamps are asked for; made ready when it is first needed. */
export class StampList implements ExpectedList {
  readonly list: readonly string[];
  last: EntryHead | undefined;
  lastText = '';
  #text: string | undefined;
  #names: readonly StampName[] | undefined;

  /** @param text where it is known already */
  constructor(list: readonly string[], text?: string) {
    this.list = list;
    this.#text = text;
  }

  /** As entries have it. */
  get text(): string {
    this.#text ??= renderList(this.list);
    return this.#text;
  }

  /** Of all stamps; empty where `*` is not among them, for then it is no list that an entry can have. */
  namesBy(names: RedisNames): readonly StampName[] {
    this.#names ??= this.list.includes(EVERYTHING) ? this.list.map((name) => names.stampName(name)) : [];
    return this.#names;
  }
}
