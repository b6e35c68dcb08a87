/**
 * Batches that wait for more callers. A window opens with the first call that does not have all its items at hand, and is
 * over when the tick is, as loaders have it: when no promise reaction is left to run; or as long after as `window=` says.
 * It closes, and its body runs, when each call that came meanwhile has looked for all its items: reads of a store take
 * their time, and not the same. Whoever misses an item until then gets a seat in the same body call: calls of the batch
 * whose other arguments are equal, and calls of a single function whose key has the same template.
 *
 * The flight of an item is found by others from the moment it has its seat. It begins when the body does, so it is good
 * for everybody who came before, however it ends.
 */
import { type Cache, storeOf } from '../cache.ts';
import type { Call } from '../call/call.ts';
import type { Flight } from '../call/flights.ts';
import { isAlone } from '../call/join.ts';
import type { NotFound } from '../call/look.ts';
import { driveAsync } from '../call/steps.ts';
import { type BatchCall, callOfItem } from './batch.ts';
import { BodyCalls } from './body-call.ts';
import { runBodyCalls } from './run-body-call.ts';

/** A batch that is being collected. */
export interface Window {
  /** The key that an empty text in place of the item would have. */
  readonly name: string;
  readonly of: BatchCall;
  readonly bodyCalls: BodyCalls;
  /** Calls that came in time and are still looking for their items. */
  looking: number;
  /** Who comes now, comes too late. */
  isOver: boolean;
}

export class BatchWindows {
  readonly #cache: Cache;
  /** By name. */
  readonly #open = new Map<string, readonly Window[]>();

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** A call comes: the window that collects it. It must leave. */
  come(of: BatchCall): Window {
    const { handle, keyedBy } = of.batch;
    const name = handle.keyOf(keyedBy(of.values, ''));
    const open = this.#open.get(name)?.find((one) => one.of.batch === of.batch && !one.isOver);
    const window = open ?? this.#begin(name, of);
    window.looking++;
    return window;
  }

  /** It has looked for all its items. */
  leave(window: Window): void {
    window.looking--;
    // Others that were told by the same answer of the store have their turn first.
    if (window.looking === 0 && window.isOver) atEndOfTick(() => this.#close(window));
  }

  /** Gives a call of a single function a seat where a batch with its key is being collected: the flight that computes it. */
  enter(call: Call, missed: NotFound): Flight | undefined {
    const { spec } = call.handle;
    if (this.#open.size === 0 || spec.key.form !== 'template' || isAlone(this.#cache, call)) return undefined;
    for (let hole = 0; hole < spec.key.holes; hole++) {
      const name = call.handle.keyOf(call.values.with(hole, ''));
      for (const { of, bodyCalls } of this.#open.get(name) ?? []) {
        const item = call.values[hole];
        const itemCall = tryCallOfItem(of, item);
        if (itemCall !== undefined && this.#shareEntries(call, itemCall)) {
          const { reason, stamp } = missed;
          return bodyCalls.addMissed({ item, call: itemCall, stamp }, reason).flight;
        }
      }
    }
    return undefined;
  }

  #shareEntries(call: Call, itemCall: Call): boolean {
    const [one, other] = [call.handle, itemCall.handle];
    const isSameStore = storeOf(this.#cache, one.spec) === storeOf(this.#cache, other.spec);
    const shapes = new Set([one.options.shape, other.options.shape].filter((shape) => shape !== undefined));
    return call.key === itemCall.key && isSameStore && !itemCall.isUncached && shapes.size < 2;
  }

  #begin(name: string, of: BatchCall): Window {
    const bodyCalls = new BodyCalls({ of, parent: undefined, waits: true });
    const window: Window = { name, of, bodyCalls, looking: 0, isOver: false };
    this.#open.set(name, [...(this.#open.get(name) ?? []), window]);
    const end = (): void => {
      window.isOver = true;
      if (window.looking === 0) this.#close(window);
    };
    const { window: duration = 0 } = of.batch.spec;
    if (duration === 0) atEndOfTick(end);
    else this.#cache.surroundings.startTimer(end, duration, true);
    return window;
  }

  #close(window: Window): void {
    const { name } = window;
    const others = (this.#open.get(name) ?? []).filter((one) => one !== window);
    if (others.length > 0) this.#open.set(name, others);
    else this.#open.delete(name);
    void driveAsync(takeOff(this.#cache, window), this.#cache.surroundings.pause);
  }
}

/** Behind all promise reactions of this turn of the event loop, also those that begin in them. */
function atEndOfTick(run: () => void): void {
  queueMicrotask(() => process.nextTick(run));
}

/** The item's call in the batch; none where the developer's function for its tags fails: then the single call goes on. */
function tryCallOfItem({ batch, values }: BatchCall, item: unknown): Call | undefined {
  try {
    return callOfItem(batch, values, item);
  } catch (error) {
    batch.handle.report('window', error);
    return undefined;
  }
}

function takeOff({ flights }: Cache, { bodyCalls }: Window) {
  // The place in the order of arrival of one that comes now.
  const now = flights.takePlace();
  for (const { seats } of bodyCalls.all) for (const { flight } of seats) flight.began = now;
  return runBodyCalls(bodyCalls.all, []);
}
