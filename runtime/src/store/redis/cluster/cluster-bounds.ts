import type { Milliseconds } from '../../../units.ts';
import type { WriteRequest } from '../../port.ts';
import { COUNT, TOUCH } from '../bounded-scripts.ts';
import type { RedisNames } from '../redis-names.ts';
import { COUNT_IN, COUNT_OUT, REMOVE_ENTRY } from './set-scripts.ts';
import type { SlotRunner } from './slot-step.ts';

/** Uses of one entry are noted so often at most. */
const SAMPLE: Milliseconds = 60_000;
/** So many entries are remembered as noted; of a forgotten one the next use is noted again. */
const REMEMBERED = 10_000;

/**
 * Functions with `maxSize` in a cluster: the order in which their entries were used, and their number, which share a slot of
 * the function. The entries stand where their keys put them, so that one function does not fill one node; those that are too
 * many are removed before the write that made them so resolves.
 */
export class ClusterBounds {
  readonly #runner: SlotRunner;
  readonly #names: RedisNames;
  readonly #noted = new Map<string, Milliseconds>();
  readonly #owners = new Set<string>();

  constructor(runner: SlotRunner, names: RedisNames) {
    this.#runner = runner;
    this.#names = names;
  }

  /** The entry was served. */
  use(owner: string, key: string): void {
    const now = performance.now();
    const noted = this.#noted.get(key);
    if (noted !== undefined && now - noted < SAMPLE) return;
    if (this.#noted.size >= REMEMBERED) this.#noted.clear();
    this.#noted.set(key, now);
    const [uses] = this.#names.sets(owner);
    this.#runner.run({ script: TOUCH, keys: [uses], args: [key], plain: true }).catch(() => {
      // The entry counts as used earlier than it was, and nothing else is lost.
    });
  }

  /** The entry was stored; removes those that are too many now. */
  async countIn({ owner, key, ttl }: WriteRequest, bound: number): Promise<void> {
    this.#owners.add(owner);
    const args = [key, Math.max(1, Math.floor(ttl)), bound];
    const answer = await this.#runner.run({ script: COUNT_IN, keys: this.#sets(owner), args, plain: true });
    const excess = Array.isArray(answer.value) ? answer.value.map(String) : [];
    const keys = excess.filter((_, at) => at % 2 === 0);
    if (keys.length === 0) return;
    // Entries first: one that is counted and gone is counted out by a later write, one that is there and not counted stays.
    await Promise.all(
      keys.map((one) =>
        this.#runner.run({ script: REMOVE_ENTRY, keys: [this.#names.entry(one)], args: [], plain: true }),
      ),
    );
    await this.countOut(owner, excess);
  }

  /** Entries are gone. @param members pairs of printed key and last use, which may be empty */
  async countOut(owner: string, members: readonly string[]): Promise<void> {
    await this.#runner.run({ script: COUNT_OUT, keys: this.#sets(owner), args: members, plain: true });
  }

  /** Number of entries; `undefined` where the function is not known to have a bound. */
  async sizeOf(owner: string): Promise<number | undefined> {
    const { value } = await this.#runner.run({ script: COUNT, keys: this.#sets(owner), args: [], plain: true });
    if (typeof value === 'number') return value;
    return this.#owners.has(owner) ? 0 : undefined;
  }

  #sets(owner: string): readonly [string, string] {
    return this.#names.sets(owner);
  }
}
