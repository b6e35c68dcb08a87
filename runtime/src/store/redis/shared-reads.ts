import type { Reading, ReadRequest } from '../port.ts';

type Read = (requests: readonly ReadRequest[]) => Promise<readonly Reading[]>;

interface Waiting {
  readonly requests: readonly ReadRequest[];
  readonly resolve: (readings: readonly Reading[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects the reads of one turn of the event loop into one, which is sent when nothing else is left to run in it. Once
 * sent it takes no more: who comes later may have been preceded by an invalidation.
 */
export class SharedReads {
  readonly #read: Read;
  #waiting: Waiting[] = [];

  constructor(read: Read) {
    this.#read = read;
  }

  read(requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
    return new Promise((resolve, reject) => {
      // Ticks come after all promise reactions of the turn, and with them after all who ask in it.
      if (this.#waiting.length === 0) process.nextTick(() => this.send());
      this.#waiting.push({ requests, resolve, reject });
    });
  }

  /** Sends what waits, so that it is read before whatever is sent next. */
  async send(): Promise<void> {
    const sent = this.#waiting;
    if (sent.length === 0) return;
    this.#waiting = [];
    try {
      const [only] = sent;
      const isOnly = sent.length === 1 && only !== undefined;
      const readings = await this.#read(isOnly ? only.requests : sent.flatMap(({ requests }) => requests));
      let start = 0;
      for (const { requests, resolve } of sent) {
        resolve(isOnly ? readings : readings.slice(start, start + requests.length));
        start += requests.length;
      }
    } catch (error) {
      for (const { reject } of sent) reject(error);
    }
  }
}
