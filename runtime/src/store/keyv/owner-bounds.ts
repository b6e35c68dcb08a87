/**
 * Entries of functions with a `maxSize`, as this process knows them: those that it has stored, in the order of their
 * last use. A Keyv cannot count, so each process bounds its own.
 */
export class OwnerBounds {
  readonly #byOwner = new Map<string, Set<string>>();
  readonly #owners = new Map<string, string>();

  /** The key was stored; answers keys that are now too many. */
  add(key: string, owner: string, maxSize: number): readonly string[] {
    this.remove(key);
    const keys = this.#byOwner.get(owner) ?? new Set<string>();
    this.#byOwner.set(owner, keys.add(key));
    this.#owners.set(key, owner);
    const surplus: string[] = [];
    for (const old of keys) {
      if (keys.size <= maxSize) break;
      this.remove(old);
      surplus.push(old);
    }
    return surplus;
  }

  /** The key was served. */
  touch(key: string): void {
    const keys = this.#byOwner.get(this.#owners.get(key) ?? '');
    if (keys?.delete(key)) keys.add(key);
  }

  remove(key: string): void {
    const owner = this.#owners.get(key);
    if (owner === undefined) return;
    this.#owners.delete(key);
    this.#byOwner.get(owner)?.delete(key);
  }

  /** Number of known entries; `undefined` where the owner has no bound. */
  count(owner: string): number | undefined {
    return this.#byOwner.get(owner)?.size;
  }

  /** Forgets what an invalidation of these names has ended for certain: a function's entries, or all. */
  forget(names: readonly string[]): void {
    for (const [owner, keys] of this.#byOwner) {
      if (!names.includes(owner) && !names.includes('*')) continue;
      for (const key of keys) this.remove(key);
    }
  }
}
