/**
 * Batches that wait for more callers: for the rest of the tick, or as long as `window=` says. Whoever misses an item
 * meanwhile gets a seat in the same body call: calls of the batch whose other arguments are equal, and calls of a single
 * function whose key has the same template.
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
import { type Boarding, BodyCalls } from './body-call.ts';
import { runBodyCalls } from './run-body-call.ts';

/** A batch that is being collected. */
interface Window {
  readonly of: BatchCall;
  readonly bodyCalls: BodyCalls;
}

export class BatchWindows {
  readonly #cache: Cache;
  /** By the key that an empty text in place of the item would have. */
  readonly #open = new Map<string, readonly Window[]>();
  readonly #names = new WeakMap<BatchCall, string>();

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** Gives an item of a batch a seat: the flight that computes it. */
  add(of: BatchCall, boarding: Omit<Boarding, 'stamp'>, missed: NotFound): Flight {
    const name = this.#nameOf(of);
    const window = this.#open.get(name)?.find((one) => one.of.batch === of.batch) ?? this.#begin(name, of);
    return window.bodyCalls.addMissed(boarding, missed).flight;
  }

  /** The same for a call of a single function, where a batch with its key is being collected. */
  enter(call: Call, missed: NotFound): Flight | undefined {
    const { spec } = call.handle;
    if (this.#open.size === 0 || spec.key.form !== 'template' || isAlone(this.#cache, call)) return undefined;
    for (let hole = 0; hole < spec.key.holes; hole++) {
      const name = call.handle.keyOf(call.values.with(hole, ''));
      for (const { of, bodyCalls } of this.#open.get(name) ?? []) {
        const item = call.values[hole];
        const itemCall = tryCallOfItem(of, item);
        if (itemCall !== undefined && this.#shareEntries(call, itemCall)) {
          return bodyCalls.addMissed({ item, call: itemCall }, missed).flight;
        }
      }
    }
    return undefined;
  }

  #nameOf(of: BatchCall): string {
    const { handle, spec } = of.batch;
    const name = this.#names.get(of) ?? handle.keyOf(of.values.with(spec.hole, ''));
    this.#names.set(of, name);
    return name;
  }

  #shareEntries(call: Call, itemCall: Call): boolean {
    const [one, other] = [call.handle, itemCall.handle];
    const isSameStore = storeOf(this.#cache, one.spec) === storeOf(this.#cache, other.spec);
    const shapes = new Set([one.options.shape, other.options.shape].filter((shape) => shape !== undefined));
    return call.key === itemCall.key && isSameStore && !itemCall.isUncached && shapes.size < 2;
  }

  #begin(name: string, of: BatchCall): Window {
    const cache = this.#cache;
    const window: Window = { of, bodyCalls: new BodyCalls({ of, parent: undefined, waits: true }) };
    this.#open.set(name, [...(this.#open.get(name) ?? []), window]);
    const close = (): void => {
      const others = (this.#open.get(name) ?? []).filter((one) => one !== window);
      if (others.length > 0) this.#open.set(name, others);
      else this.#open.delete(name);
      void driveAsync(takeOff(cache, window), cache.surroundings.pause);
    };
    const { window: duration = 0 } = of.batch.spec;
    // A tick ends when all promises that are settled in it have been followed.
    if (duration === 0) queueMicrotask(() => process.nextTick(close));
    else cache.surroundings.startTimer(close, duration, true);
    return window;
  }
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
  const now = flights.arrive('');
  flights.leave('');
  for (const { seats } of bodyCalls.all) for (const { flight } of seats) flight.began = now;
  return runBodyCalls(bodyCalls.all, []);
}
