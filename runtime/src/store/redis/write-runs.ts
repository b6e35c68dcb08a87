import type { WriteRequest } from '../port.ts';
import { wholeMilliseconds } from './whole-milliseconds.ts';

/** What the script is told of the writes: those that have the same in one line. */
export class WriteRuns {
  readonly #places: ReadonlyMap<string, number>;
  readonly #lines: string[] = [];
  #last: WriteRequest | undefined;
  #text = '';
  #times = 0;

  /** @param dependencies of all of them */
  constructor(dependencies: readonly string[]) {
    this.#places = new Map(dependencies.map((name, at) => [name, at + 1]));
  }

  add(write: WriteRequest): void {
    if (this.#last === undefined || !isLike(write, this.#last)) {
      const text = this.#textOf(write);
      if (text !== this.#text) this.#endLine();
      this.#text = text;
    }
    this.#last = write;
    this.#times++;
  }

  describe(): string {
    this.#endLine();
    return this.#lines.join('\n');
  }

  #endLine(): void {
    if (this.#times > 0) this.#lines.push(`${this.#times} ${this.#text}`);
    this.#times = 0;
  }

  #textOf({ stamp, ttl, raisesFloor, dependencies }: WriteRequest): string {
    const isAll = dependencies.length === this.#places.size;
    const list = isAll ? '' : dependencies.map((name) => this.#places.get(name)).join();
    return `${stamp.count} ${wholeMilliseconds(ttl)} ${raisesFloor === true ? 1 : 0} ${list}`;
  }
}

/** Whether the script is told the same of both. */
function isLike(one: WriteRequest, other: WriteRequest): boolean {
  return (
    one.dependencies === other.dependencies &&
    one.stamp.count === other.stamp.count &&
    one.ttl === other.ttl &&
    one.raisesFloor === other.raisesFloor
  );
}
