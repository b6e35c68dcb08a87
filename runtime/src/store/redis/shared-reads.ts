import type { Reading, ReadRequest, SharedReading } from '../port.ts';

type Read = (requests: readonly ReadRequest[]) => Promise<readonly Reading[]>;

/** So many are sent before the turn ends: the server reads them while this process makes the others. */
const MOST_WAITING = 128;

/**
 * Collects the reads of one turn of the event loop into one, which is sent when nothing else is left to run in it, or when
 * it has become long. Once sent it takes no more: who comes later may have been preceded by an invalidation.
 */
export class SharedReads {
  readonly #read: Read;
  #requests: ReadRequest[] = [];
  #waiting: PromiseWithResolvers<readonly Reading[]> | undefined;

  constructor(read: Read) {
    this.#read = read;
  }

  /** One promise for all who ask in the turn. */
  share(request: ReadRequest): SharedReading {
    const readings = this.#wait();
    const place = this.#requests.push(request) - 1;
    if (this.#requests.length >= MOST_WAITING) this.send();
    return { readings, place };
  }

  async read(requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
    if (requests.length === 0) return [];
    const start = this.#requests.length;
    for (const request of requests) this.#requests.push(request);
    const readings = await this.#wait();
    return readings.length === requests.length ? readings : readings.slice(start, start + requests.length);
  }

  /** Sends what waits, so that it is read before whatever is sent next. */
  send(): void {
    const requests = this.#requests;
    const waiting = this.#waiting;
    this.#requests = [];
    this.#waiting = undefined;
    waiting?.resolve(this.#read(requests));
  }

  #wait(): Promise<readonly Reading[]> {
    if (this.#waiting === undefined) {
      this.#waiting = Promise.withResolvers();
      // Ticks come after all promise reactions of the turn, and with them after all who ask in it.
      process.nextTick(() => this.send());
    }
    return this.#waiting.promise;
  }
}
