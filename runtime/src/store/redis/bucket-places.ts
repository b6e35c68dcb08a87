import { BUCKETS } from '../../stamp/bucket.ts';

const HUNDRED = 100;

/**
 * What the names of a bucket begin with: `hf:{1289}`. Put together of two parts that are made once, since making a number's
 * text takes longer than all else that a name takes, and the texts of all buckets would be a megabyte.
 */
export class BucketPlaces {
  readonly #prefix: string;
  /** `hf:{12` */
  readonly #starts: readonly string[];
  /** `89}` */
  readonly #ends: readonly string[];

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.#starts = Array.from({ length: Math.ceil(BUCKETS / HUNDRED) }, (_, i) => `${prefix}:{${i}`);
    this.#ends = Array.from({ length: HUNDRED }, (_, i) => `${String(i).padStart(2, '0')}}`);
  }

  at(bucket: number): string {
    if (bucket < HUNDRED) return `${this.#prefix}:{${bucket}}`;
    // Both are there for every bucket.
    return `${this.#starts[Math.trunc(bucket / HUNDRED)]}${this.#ends[bucket % HUNDRED]}`;
  }
}
