import type { Batch } from './batch.ts';

/** The stored name of a dependency's stamp, and where a batch of reads finds what stands there. */
export class StampName {
  readonly stored: string;
  /** The number of the batch that asked for it last, */
  #batch = 0;
  /** and its place there. */
  #place = 0;

  constructor(stored: string) {
    this.stored = stored;
  }

  /** Its place in the batch, which is asked for it once; answered while the batch is put together. */
  placeIn(batch: Batch): number {
    if (this.#batch !== batch.number) {
      this.#place = batch.want(this.stored);
      this.#batch = batch.number;
    }
    return this.#place;
  }
}
