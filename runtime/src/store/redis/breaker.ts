import type { Milliseconds } from '../../units.ts';

/** So many commands without an answer, one after another, open it. */
const MOST_FAILURES = 5;
const FIRST_PAUSE: Milliseconds = 1000;
const LONGEST_PAUSE: Milliseconds = 30_000;

/**
 * Keeps calls from waiting for a server that does not answer. Closed, it lets everything pass. Several commands without an
 * answer open it: nothing passes for a while. Then one command may try; its answer closes the breaker, and without one it
 * stays open for twice as long.
 */
export class Breaker {
  readonly #now: () => Milliseconds;
  #failures = 0;
  #pause = FIRST_PAUSE;
  #opensAgainAt: Milliseconds | undefined;
  #isProbing = false;

  /** @param now a monotonic clock */
  constructor(now: () => Milliseconds) {
    this.#now = now;
  }

  /** Whether a command may be sent. Whoever is told so says what became of it. */
  lets(): boolean {
    if (this.#opensAgainAt === undefined) return true;
    if (this.#isProbing || this.#now() < this.#opensAgainAt) return false;
    this.#isProbing = true;
    return true;
  }

  /** The server answered, with an error also. */
  answered(): void {
    if (this.#opensAgainAt !== undefined && !this.#isProbing) return;
    this.#failures = 0;
    this.#pause = FIRST_PAUSE;
    this.#opensAgainAt = undefined;
    this.#isProbing = false;
  }

  /** The connection ended before there was an answer. That tells nothing of the next one. */
  lost(): void {
    this.#isProbing = false;
  }

  /** There was no answer in time. Tells whether this opened the breaker. */
  failed(): boolean {
    if (this.#opensAgainAt !== undefined && !this.#isProbing) return false;
    if (++this.#failures < MOST_FAILURES && !this.#isProbing) return false;
    this.#opensAgainAt = this.#now() + this.#pause;
    this.#pause = Math.min(LONGEST_PAUSE, 2 * this.#pause);
    this.#isProbing = false;
    return true;
  }
}
