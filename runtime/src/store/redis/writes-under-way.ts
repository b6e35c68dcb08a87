/** Writes that are not answered yet, and that may have no caller any more who waits: who closes the connection does. */
export class WritesUnderWay {
  readonly #all = new Set<Promise<unknown>>();

  /** The same write, known until it is answered. */
  follow<T>(write: Promise<T>): Promise<T> {
    const followed = write.finally(() => this.#all.delete(followed));
    this.#all.add(followed);
    return followed;
  }

  /** Resolves when all that are known now have been answered, or have failed. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#all);
  }
}
