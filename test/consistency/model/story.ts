interface Line {
  readonly time: number;
  readonly actor: string;
  readonly text: string;
}

/** What happened in a run, in order. */
export class Story {
  private readonly lines: Line[] = [];

  tell(time: number, actor: string, text: string): void {
    this.lines.push({ time, actor, text });
  }

  get length(): number {
    return this.lines.length;
  }

  /** Readable lines; the actor is named where it is not the subject already. */
  render(): string {
    return this.lines
      .map(
        ({ time, actor, text }) =>
          `${String(time).padStart(5)}  ${text.startsWith(actor) ? text : `[${actor}] ${text}`}`,
      )
      .join('\n');
  }
}
