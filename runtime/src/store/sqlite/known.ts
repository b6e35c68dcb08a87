import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import { type About, parseAbout } from './about.ts';
import { Heads } from './heads.ts';

/** A dependency's stamp, and how long the file keeps its row; 0: it has none yet. */
export interface KnownStamp {
  stamp: Stamp;
  until: Milliseconds;
}

/** How many names and kinds of entries are kept in mind; then all is forgotten and read again when it is needed. */
const MOST = 65_536;

/**
 * What this process knows of the file: the counter, and the stamps of dependencies as of that count. A stamp that was
 * read once stays right as long as every invalidation since is heard; so what rows are lost or removed meanwhile does
 * not matter.
 */
export class Known {
  /** Absent: the file has to be read first. */
  present: Stamp | undefined;
  readonly stamps = new Map<string, KnownStamp>();
  readonly heads = new Heads();
  readonly #abouts = new Map<string, About>();
  #last: { readonly text: string; readonly about: About } | undefined;

  /** One object for each text. Often it is the last one again, and comparing costs less than looking up. */
  aboutOf(text: string): About {
    if (text === this.#last?.text) return this.#last.about;
    const about = this.#abouts.get(text) ?? this.#parse(text);
    this.#last = { text, about };
    return about;
  }

  /** These were invalidated; the stamp is theirs. */
  hear(names: readonly string[], stamp: Stamp): void {
    for (const name of names) {
      const known = this.stamps.get(name);
      if (known !== undefined) known.stamp = stamp;
    }
  }

  /** Keeps the bound of the stamps. */
  trim(): void {
    if (this.stamps.size >= MOST) this.stamps.clear();
  }

  /** Something may have been missed, or did not happen. */
  forget(): void {
    this.present = undefined;
    this.stamps.clear();
    this.heads.clear();
    this.#abouts.clear();
    this.#last = undefined;
  }

  #parse(text: string): About {
    const about = parseAbout(text);
    if (this.#abouts.size >= MOST) this.#abouts.clear();
    this.#abouts.set(text, about);
    return about;
  }
}
