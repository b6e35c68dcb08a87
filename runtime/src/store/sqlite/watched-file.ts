import type { BigIntStats } from 'node:fs';
import type { Milliseconds } from '../../units.ts';

/** Hits look at most so often whether the file is still there. */
const LOOK_EVERY: Milliseconds = 1000;

/**
 * Whether a path still leads to the file that was opened. A process whose file was removed would go on with what has no
 * name any more, while others begin a new file: their invalidations would not meet.
 */
export class WatchedFile {
  readonly #path: string;
  readonly #opened: BigIntStats | undefined;
  #lastLook = Number.NEGATIVE_INFINITY;

  constructor(path: string) {
    this.#path = path;
    this.#opened = readStats(path);
  }

  isGone(): boolean {
    const found = readStats(this.#path);
    return found === undefined || found.ino !== this.#opened?.ino || found.dev !== this.#opened.dev;
  }

  /** The same for a hit, which does not look each time. */
  isGoneSince(now: Milliseconds): boolean {
    // Also where the clock was set back.
    if (now >= this.#lastLook && now < this.#lastLook + LOOK_EVERY) return false;
    this.#lastLook = now;
    return this.isGone();
  }
}

function readStats(path: string): BigIntStats | undefined {
  return process.getBuiltinModule('node:fs').statSync(path, { bigint: true, throwIfNoEntry: false });
}
