/**
 * Results of a batch are sent behind the reads of the turn in which they came: nobody waits for them, and who asks for
 * something else would wait for the server to store them all. Who asks for one of their keys is answered as behind them, and
 * so is whatever else this process tells the server. One result alone takes no longer than a read, and is sent at once.
 */
import type { ReadRequest, WriteOutcome, WriteRequest } from '../port.ts';

type Write = (writes: readonly WriteRequest[]) => Promise<readonly WriteOutcome[]>;

export class LateWrites {
  readonly #write: Write;
  #waiting: (() => void)[] = [];
  readonly #keys = new Set<string>();

  constructor(write: Write) {
    this.#write = write;
  }

  /** One outcome for each, as soon as the server has answered. */
  write(writes: readonly WriteRequest[]): Promise<readonly WriteOutcome[]> {
    if (writes.length === 1) {
      this.send();
      return this.#write(writes);
    }
    const { promise, resolve } = Promise.withResolvers<readonly WriteOutcome[]>();
    // A turn without reads ends without them, too.
    if (this.#waiting.length === 0) setImmediate(() => this.send());
    this.#waiting.push(() => resolve(this.#write(writes)));
    for (const { key } of writes) this.#keys.add(key);
    return promise;
  }

  /** Sends what waits. */
  send(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    this.#keys.clear();
    for (const send of waiting) send();
  }

  /** Sends reads: before what waits, unless they ask for some of that. */
  sendBehind<T>(requests: readonly ReadRequest[], read: () => T): T {
    if (this.#waiting.length > 0 && requests.some(({ key }) => this.#keys.has(key))) this.send();
    const answer = read();
    this.send();
    return answer;
  }
}
