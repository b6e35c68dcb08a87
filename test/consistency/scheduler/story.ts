/** What happened in a run, in order: who, and what. */
export class Story {
  readonly #lines: (readonly [actor: string, text: string])[] = [];

  tell(actor: string, text: string): void {
    this.#lines.push([actor, text]);
  }

  get length(): number {
    return this.#lines.length;
  }

  /** Numbered lines; an actor is named where it takes over. */
  toString(): string {
    const width = Math.max(0, ...this.#lines.map(([actor]) => actor.length));
    return this.#lines
      .map(([actor, text], i) => {
        const name = actor === this.#lines[i - 1]?.[0] ? '' : actor;
        return `${String(i + 1).padStart(4)}  ${name.padEnd(width)}  ${text}`;
      })
      .join('\n');
  }
}
