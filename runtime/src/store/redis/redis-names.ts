import { encodeText } from '../../key/encode-text.ts';
import { bucketOf, foldHash, hashText } from '../../stamp/bucket.ts';
import { BucketPlaces } from './bucket-places.ts';
import { StampName } from './stamp-name.ts';

/** How many names are remembered: those of functions and frequent tags. */
const REMEMBERED = 4096;
const COLON = 58;

/** What of a printed key is in Redis. */
export interface KeyNames {
  /** What the names of its bucket begin with: `hf:{1289}`. */
  readonly place: string;
  /** The stored name of its entry. */
  readonly entry: string;
}

/**
 * The names that a prefix has in Redis. Every name carries its bucket in braces, so that in a cluster a bucket's floor
 * stands on the node of its dependencies, and a key's floor on the node of the key.
 *
 * - `hf:{0}/stamp`: the counter of the prefix
 * - `hf:{1289}:shop:findUser(id=42)`: an entry; its printed key leaves the bucket out
 * - `hf:{77}/d/t:team:1`: the stamp of a dependency
 * - `hf:{77}/floor`, `hf:{1289}/keyfloor`: the floors of a bucket
 * - `hf:{5}/uses/f:shop:findUser`, `hf:{5}/ends/f:shop:findUser`: the entries of a function with `maxSize`
 *
 * Behind the braces of an entry stands `:`, behind all others `/`, so that no namespace can meet them.
 */
export class RedisNames {
  readonly counter: string;
  readonly #prefix: string;
  readonly #places: BucketPlaces;
  readonly #dependencies = new Map<string, StampName>();
  /** What the last key began with, up to its arguments, and the hash of that: the next one often begins like it. */
  #head = { text: '', hash: hashText('') };

  constructor(prefix: string) {
    this.#prefix = encodeText(prefix, 'name');
    this.#places = new BucketPlaces(this.#prefix);
    this.counter = `${this.#prefix}:{0}/stamp`;
  }

  /** The stored name of a printed key. */
  entry(key: string): string {
    return this.ofKey(key).entry;
  }

  /** The same with what else is named by the key's bucket. */
  ofKey(key: string): KeyNames {
    const place = this.#places.at(this.#bucketOfKey(key));
    const { length } = this.#prefix;
    // Every printed key begins with the prefix and a colon; what does not is nobody's.
    const isOurs = key.charCodeAt(length) === COLON && key.startsWith(this.#prefix);
    return { place, entry: isOurs ? place + key.slice(length) : `${place}/k/${key}` };
  }

  keyFloor(key: string): string {
    return this.keyFloorAt(this.#place(key));
  }

  /** @param place that of the key */
  keyFloorAt(place: string): string {
    return `${place}/keyfloor`;
  }

  dependency(name: string): string {
    return this.stampName(name).stored;
  }

  /** The same with the place that a batch of reads gave it; mostly one object for all who ask for the name. */
  stampName(name: string): StampName {
    const known = this.#dependencies.get(name);
    if (known !== undefined) return known;
    // Redis holds UTF-8, so a name without one stands at the name that it is read back as.
    const text = name.toWellFormed();
    const made = new StampName(`${this.#place(text)}/d/${text}`);
    if (this.#dependencies.size >= REMEMBERED) this.#dependencies.clear();
    this.#dependencies.set(name, made);
    return made;
  }

  floor(dependency: string): string {
    return `${this.#place(dependency.toWellFormed())}/floor`;
  }

  /** The entries of a function that has `maxSize`: by their last use, and by their end. */
  sets(owner: string): readonly [uses: string, ends: string] {
    const text = owner.toWellFormed();
    const place = this.#place(text);
    return [`${place}/uses/${text}`, `${place}/ends/${text}`];
  }

  #place(name: string): string {
    return this.#places.at(bucketOf(name));
  }

  /** `bucketOf`; of the entries of one function only the arguments are looked at. */
  #bucketOfKey(key: string): number {
    if (!key.startsWith(this.#head.text)) {
      const text = key.slice(0, key.indexOf('(') + 1);
      this.#head = { text, hash: hashText(text) };
    }
    const { text, hash } = this.#head;
    return foldHash(hashText(key, text.length, hash));
  }
}
