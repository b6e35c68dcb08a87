import type { Batch } from './batch.ts';

/** The stored name of a dependency's stamp, and where a batch of reads finds what stands there. */
export class StampName {
  readonly stored: string;
  /** The token of the batch that asked for it last, */
  #batch: object | undefined;
  /** and its place there. */
  #place = 0;

  constructor(stored: string) {
    this.stored = stored;
  }

  /** Its place in the batch, which is asked for it once; answered while the batch is put together. */
  placeIn(batch: Batch): number {
    if (this.#batch !== batch.token) {
      this.#place = batch.want(this.stored);
      this.#batch = batch.token;
    }
    return this.#place;
  }
}
