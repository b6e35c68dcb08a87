import { makeEpoch, type Stamp } from '../../../stamp/stamp.ts';
import type { Milliseconds } from '../../../units.ts';
import { stampIn } from './cells.ts';
import { COUNT_UP } from './cluster-scripts.ts';
import type { SlotAnswer, SlotRunner } from './slot-step.ts';

/** A counter that is only read would expire; each process writes it again so often. */
const KEPT_FOR: Milliseconds = 3_600_000;

/** The counter of a prefix, on the node of its slot. */
export class ClusterCounter {
  readonly #runner: SlotRunner;
  readonly #name: string;
  #keptAt = performance.now();

  constructor(runner: SlotRunner, name: string) {
    this.#runner = runner;
    this.#name = name;
  }

  /** What stands there. */
  ask(): Promise<SlotAnswer> {
    return this.#runner.get(this.#name);
  }

  /** The present stamp in an answer; where the counter was lost, the first one of a new epoch. */
  async take(answer: SlotAnswer): Promise<Stamp> {
    const now = performance.now();
    if (now - this.#keptAt < KEPT_FOR) {
      const stamp = stampIn(answer);
      if (stamp !== undefined) return stamp;
    }
    this.#keptAt = now;
    return this.#count(0);
  }

  /** The present stamp. */
  async present(): Promise<Stamp> {
    return this.take(await this.ask());
  }

  /** The next stamp. */
  next(): Promise<Stamp> {
    return this.#count(1);
  }

  async #count(step: 0 | 1): Promise<Stamp> {
    const answer = await this.#runner.run({ script: COUNT_UP, keys: [this.#name], args: [makeEpoch(), step] });
    const stamp = stampIn(answer);
    if (stamp !== undefined) return stamp;
    throw new Error(`Redis answered ${String(answer.value)} where a stamp was expected.`);
  }
}
