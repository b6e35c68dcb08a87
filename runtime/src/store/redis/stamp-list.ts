import { EVERYTHING } from '../../stamp/dependency.ts';
import type { EntryHead, ExpectedList } from './entry-head.ts';
import { renderList } from './entry-text.ts';
import type { RedisNames } from './redis-names.ts';
import type { StampName } from './stamp-name.ts';

/** What is known of a list before. */
interface Known {
  /** What it may begin with: what all calls of the function depend on, and entries beside what is found in results. */
  readonly own?: StampList | undefined;
  /** As entries have it. */
  readonly text?: string;
}

/** What an entry depends on, as entries have it and as stamps are asked for; made ready when it is first needed. */
export class StampList implements ExpectedList {
  readonly list: readonly string[];
  /** What it begins with, where that is a list of its own that others begin with, too. */
  readonly base: StampList | undefined;
  last: EntryHead | undefined;
  lastText = '';
  #text: string | undefined;
  #names: readonly StampName[] | undefined;
  /** Another one of which all names are here. */
  #held: StampList | undefined;

  constructor(list: readonly string[], { own, text }: Known = {}) {
    this.list = list;
    this.base = own?.isStartOf(list) ? own : undefined;
    this.#text = text;
  }

  /** As entries have it. */
  get text(): string {
    this.#text ??= renderList(this.list);
    return this.#text;
  }

  /**
   * Of the stamps that the base does not have. Without a base they are empty where `*` is not among them, for then it is no
   * list that an entry can have.
   */
  namesBy(names: RedisNames): readonly StampName[] {
    this.#names ??= this.#list().map((name) => names.stampName(name));
    return this.#names;
  }

  /** Whether all names of the other are here. */
  holds(other: StampList): boolean {
    if (other === this || other === this.base || other === this.#held) return true;
    if (!other.list.every((name) => this.list.includes(name))) return false;
    this.#held = other;
    return true;
  }

  /** Whether the list goes on where this one ends, and this one could be that of an entry. */
  isStartOf(list: readonly string[]): boolean {
    return this.list.includes(EVERYTHING) && this.list.every((name, at) => name === list[at]);
  }

  #list(): readonly string[] {
    if (this.base !== undefined) return this.list.slice(this.base.list.length);
    return this.list.includes(EVERYTHING) ? this.list : [];
  }
}
