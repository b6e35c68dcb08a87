import type { Turn } from './schedule.ts';

/** Where every decision of a run comes from, so that the same source replays the same run. */
export interface Choice {
  /** A number from 0 to `count - 1`: which row, which verb, whether a request fails. */
  pick(count: number): number;
  /** How likely the next turn is chosen, compared with others. */
  weigh(): number;
  /** Index of the turn that runs next. */
  schedule(turns: readonly Turn[]): number;
}

/** One of the items. */
export function oneOf<T>(choice: Choice, items: readonly T[]): T {
  const item = items[choice.pick(items.length)];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
}

/** How likely a slow turn is chosen, compared with 1 for the others. */
const SLOW = 0.02;

/**
 * Seeded: xorshift32 behind a mixed seed, so that neighbouring seeds give unrelated runs. One turn in `slowness`
 * is slow: a reply that comes when everybody has forgotten it finds more than even chances do.
 */
export class RandomChoice implements Choice {
  #state: number;
  readonly #slowness: number;

  constructor(seed: number) {
    const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ (seed >>> 13);
    this.#state = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) || 0x2545f491;
    for (let i = 0; i < 4; i++) this.#next();
    this.#slowness = [3, 6, 12, 1000][this.pick(4)] ?? 6;
  }

  pick(count: number): number {
    return this.#next() % count;
  }

  weigh(): number {
    return this.pick(this.#slowness) === 0 ? SLOW : 1;
  }

  schedule(turns: readonly Turn[]): number {
    let total = 0;
    for (const turn of turns) total += turn.weight;
    let left = (this.#next() / 2 ** 32) * total;
    for (const [i, turn] of turns.entries()) {
      left -= turn.weight;
      if (left < 0) return i;
    }
    return turns.length - 1;
  }

  #next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state >>> 0;
  }
}

interface Decision {
  chosen: number;
  readonly count: number;
}

/**
 * Depth first through all runs. A run follows the decisions taken so far and takes the first way at each new one;
 * `advance` then turns to the next way at the last decision that has one. Going on with the actor that ran last is
 * free, leaving it while it could go on is a preemption; runs have at most `preemptions` of them, since most
 * mistakes need few.
 */
export class Enumeration implements Choice {
  readonly #preemptions: number;
  #decisions: Decision[] = [];
  #depth = 0;
  #spent = 0;
  #last: string | undefined;

  constructor(preemptions: number) {
    this.#preemptions = preemptions;
  }

  pick(count: number): number {
    return count === 1 ? 0 : this.#decide(count);
  }

  weigh(): number {
    return 1;
  }

  schedule(turns: readonly Turn[]): number {
    const own = turns.flatMap((turn, i) => (turn.actor === this.#last ? [i] : []));
    const others = turns.flatMap((turn, i) => (turn.actor === this.#last ? [] : [i]));
    const mayLeave = own.length === 0 || this.#spent < this.#preemptions;
    const ways = mayLeave ? [...own, ...others] : own;
    const way = this.pick(ways.length);
    if (own.length > 0 && way >= own.length) this.#spent++;
    const index = ways[way] ?? 0;
    this.#last = turns[index]?.actor;
    return index;
  }

  /** Makes ready for the next run; false where all have been run. */
  advance(): boolean {
    this.#depth = this.#spent = 0;
    this.#last = undefined;
    for (let last = this.#decisions.at(-1); last !== undefined; last = this.#decisions.at(-1)) {
      if (last.chosen + 1 < last.count) {
        last.chosen++;
        return true;
      }
      this.#decisions.pop();
    }
    return false;
  }

  /** The same run once more. */
  rewind(): void {
    this.#depth = this.#spent = 0;
    this.#last = undefined;
  }

  #decide(count: number): number {
    const known = this.#decisions[this.#depth];
    const decision = known ?? { chosen: 0, count };
    if (known === undefined) this.#decisions.push(decision);
    else if (known.count !== count)
      throw new Error('a run did not replay: something in it does not come from the choices');
    this.#depth++;
    return decision.chosen;
  }
}
