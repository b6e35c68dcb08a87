/**
 * A call of a batch: what serve.ts does for one call, for all its items together. One read for all of them, one body
 * call for those that nobody has or computes, one write. An item that another call computes is joined; where what that
 * gives cannot be taken, the item is looked for again, as in serve.ts.
 *
 * The items go through in chunks, and what begins for an item begins right after its read: nothing is waited for in
 * between. The body runs when all of them have been read.
 */
import type { Flight, Landing } from '../call/flights.ts';
import { findFlight, findLanded, isAlone, join } from '../call/join.ts';
import type { Looked, NotFound } from '../call/look.ts';
import { MISS } from '../call/miss.ts';
import { recordHit, recordJoin } from '../call/record.ts';
import { driveAsync, type Steps } from '../call/steps.ts';
import { answerBy } from './answer-by.ts';
import { assemble } from './assemble.ts';
import { type BatchCall, bodyOfItem } from './batch.ts';
import { BatchWindows } from './batch-windows.ts';
import { BodyCalls } from './body-call.ts';
import { inChunks } from './in-chunks.ts';
import type { Answer, Item, SoughtItem } from './item.ts';
import { lookAll } from './look-all.ts';
import { failBodyCall, runBodyCalls } from './run-body-call.ts';

/** The answer of a call: served, joined or computed, item by item. */
export function serveBatch(call: BatchCall): Steps<unknown> {
  return new Serving(call).serve();
}

class Serving {
  readonly #call: BatchCall;
  /** In the order of the call's list, as often as it has them. */
  readonly #order: Item[] = [];
  readonly #items = new Map<string, Item>();
  readonly #here: SoughtItem[] = [];
  #own: BodyCalls;
  #joins: Promise<void>[] = [];
  /** What was joined and cannot be taken. */
  #again: SoughtItem[] = [];

  constructor(call: BatchCall) {
    this.#call = call;
    this.#own = this.#openBodyCalls();
  }

  *serve(): Steps<unknown> {
    const { batch, items } = this.#call;
    const { cache, spec } = batch.handle;
    try {
      yield* inChunks(spec, items, (chunk) => this.#lookFor(this.#open(chunk)));
      yield* this.#compute();
      while (this.#again.length > 0) {
        const again = this.#again;
        this.#again = [];
        yield* inChunks(spec, again, (chunk) => this.#lookFor(chunk));
        yield* this.#compute();
      }
    } catch (error) {
      for (const bodyCall of this.#own.all) failBodyCall(bodyCall, error);
      throw error;
    } finally {
      for (const { call } of this.#here) cache.flights.leave(call.key);
    }
    return yield* assemble(batch, this.#order);
  }

  #openBodyCalls(): BodyCalls {
    return new BodyCalls({ of: this.#call, parent: this.#call.batch.handle.cache.currentFlight.get() });
  }

  /** Takes down what is asked for; answers what is not at hand. */
  #open(chunk: readonly unknown[]): readonly SoughtItem[] {
    const sought: SoughtItem[] = [];
    for (const item of chunk) {
      const values = this.#call.batch.valuesOf(this.#call.values, item);
      const key = this.#call.batch.handle.keyOf(values);
      let asked = this.#items.get(key);
      if (asked === undefined) {
        asked = { item, answer: undefined };
        this.#items.set(key, asked);
        const missed = this.#seek(asked, values, key);
        if (missed !== undefined) sought.push(missed);
      }
      this.#order.push(asked);
    }
    return sought;
  }

  #seek(asked: Item, values: readonly unknown[], key: string): SoughtItem | undefined {
    const { handle } = this.#call.batch;
    const value = handle.hitAt(values, key);
    if (value !== MISS) {
      asked.answer = { value };
      return undefined;
    }
    const call = handle.callWith(values, bodyOfItem, key);
    const sought = { asked, call, came: handle.cache.flights.arrive(key) };
    this.#here.push(sought);
    return sought;
  }

  *#lookFor(sought: readonly SoughtItem[]): Steps<void> {
    if (sought.length === 0) return;
    const looked = yield* lookAll(this.#call.batch, sought);
    for (const [i, one] of sought.entries()) {
      const found = looked[i];
      if (found !== undefined) this.#begin(one, found);
    }
  }

  /** What is to be done for an item after its read. */
  #begin(sought: SoughtItem, looked: Looked): void {
    const { asked, call, came } = sought;
    const { cache } = call.handle;
    if ('value' in looked) {
      recordHit(cache, call.handle, call.key);
      asked.answer = looked;
      return;
    }
    const flight = findFlight(cache, call);
    const landed = flight === undefined ? findLanded(cache, call, came) : undefined;
    if (flight !== undefined) this.#await(sought, flight, true);
    else if (landed !== undefined) asked.answer = takeJoined(sought, landed.landing);
    else this.#computeItem(sought, looked);
  }

  #computeItem(sought: SoughtItem, missed: NotFound): void {
    const { asked, call } = sought;
    const { cache, spec } = call.handle;
    const boarding = { item: asked.item, call };
    if (spec.batch?.window === undefined || isAlone(cache, call)) {
      this.#own.addMissed({ ...boarding, asked }, missed);
      return;
    }
    cache.windows ??= new BatchWindows(cache);
    this.#await(sought, cache.windows.add(this.#call, boarding, missed), false);
  }

  /** @param joins what the flight gives was not begun for this call */
  #await(sought: SoughtItem, flight: Flight, joins: boolean): void {
    const { cache } = sought.call.handle;
    this.#joins.push(driveAsync(this.#join(sought, flight, joins), cache.surroundings.pause));
  }

  *#join(sought: SoughtItem, flight: Flight, joins: boolean): Steps<void> {
    const { asked, call, came } = sought;
    const landed = yield* join(call.handle.cache, call, { flight, came });
    if (landed === undefined) this.#again.push(sought);
    else asked.answer = joins ? takeJoined(sought, landed.landing) : answerOf(landed.landing);
  }

  /** Runs the bodies while it waits for those that were joined. */
  *#compute(): Steps<void> {
    const bodyCalls = this.#own.all;
    const joins = this.#joins;
    this.#own = this.#openBodyCalls();
    this.#joins = [];
    yield* runBodyCalls(bodyCalls, joins);
  }
}

function takeJoined({ call }: SoughtItem, landing: Landing): Answer {
  recordJoin(call.handle.cache, call, landing.ok);
  return answerOf(landing);
}

function answerOf(landing: Landing): Answer {
  return landing.ok ? answerBy(landing.take) : { error: landing.error, ofAll: landing.ofAll ?? false };
}
