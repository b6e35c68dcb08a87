/** Names in one command; longer ones would hold up others on the server. */
const CHUNK = 1000;

type Fetch = (names: string[]) => Promise<readonly (string | null)[]>;

/** What was read, by stored name; each name is asked for once. */
export class Replies {
  readonly #fetch: Fetch;
  readonly #texts = new Map<string, string | null>();
  #wanted: string[] = [];

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  want(name: string): void {
    if (this.#texts.has(name)) return;
    this.#texts.set(name, null);
    this.#wanted.push(name);
  }

  /** Asks for what is wanted, all at once. */
  async fetch(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = [];
    const chunks: Promise<void>[] = [];
    for (let start = 0; start < wanted.length; start += CHUNK) {
      const names = wanted.slice(start, start + CHUNK);
      chunks.push(this.#fetch(names).then((texts) => this.#take(names, texts)));
    }
    await Promise.all(chunks);
  }

  /** `null`: nothing stands there, or it was not asked for. */
  textOf(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }

  #take(names: readonly string[], texts: readonly (string | null)[]): void {
    for (const [index, name] of names.entries()) this.#texts.set(name, texts[index] ?? null);
  }
}
