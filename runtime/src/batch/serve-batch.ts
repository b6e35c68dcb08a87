/**
 * A call of a batch: what serve.ts does for one call, for all its items together. One read for all of them, one body
 * call for those that nobody has or computes, one write. An item that another call computes is joined; where what that
 * gives cannot be taken, the item is looked for again, as in serve.ts.
 *
 * The items go through in chunks, and what begins for an item begins right after its read: nothing is waited for in
 * between. The body runs when all of them have been read.
 */
import { storeOf } from '../cache.ts';
import type { Call } from '../call/call.ts';
import { type Flight, type Landing, landingOf } from '../call/flights.ts';
import { findFlight, findLanded, isAlone, join } from '../call/join.ts';
import { type KnownCall, type KnownCalls, knownOf } from '../call/known-calls.ts';
import type { Looked, NotFound } from '../call/look.ts';
import { MISS } from '../call/miss.ts';
import { recordHit, recordJoin } from '../call/record.ts';
import { driveAsync, type Steps } from '../call/steps.ts';
import type { Store } from '../store/port.ts';
import { answerBy } from './answer-by.ts';
import { assemble } from './assemble.ts';
import { type BatchCall, bodyOfItem } from './batch.ts';
import { BatchWindows, type Window } from './batch-windows.ts';
import { BodyCalls } from './body-call.ts';
import { equalItem } from './equal-item.ts';
import { eachInChunks, inChunks } from './in-chunks.ts';
import type { Answer, Item, SoughtItem } from './item.ts';
import { lookAll } from './look-all.ts';
import { failBodyCall, runBodyCalls } from './run-body-call.ts';
import { takeAtHand } from './serve-at-hand.ts';

/**
 * The answer of a call: served, joined or computed, item by item.
 * @param atHand what was at hand of all its items, where that was looked for already
 */
export function serveBatch(call: BatchCall, atHand?: readonly unknown[]): Steps<unknown> {
  return new Serving(call, atHand).serve();
}

class Serving {
  readonly #call: BatchCall;
  readonly #atHand: readonly unknown[] | undefined;
  /** In the order of the call's list, as often as it has them. */
  readonly #order: Item[] = [];
  /** Those that were not at hand, by key; absent: no two of them can have one. */
  #items: Map<string, Item> | undefined;
  readonly #here: SoughtItem[] = [];
  /** Further places of items in the list. */
  readonly #repeated: { readonly key: string; readonly asked: Item }[] = [];
  #own: BodyCalls | undefined;
  #joins: Promise<void>[] = [];
  /** Of the body call that gave the last seat in the window. */
  #carrier: Flight | undefined;
  /** What was joined and cannot be taken. */
  #again: SoughtItem[] = [];
  /** Nobody joins what this call computes, nor does it join others. */
  #isAlone = false;
  readonly #store: Store;
  /** Absent: nothing is waited for, so items are looked for by their keys first. */
  readonly #knownCalls: KnownCalls | undefined;
  /** Collects what is missing; absent: this call computes it. */
  #window: Window | undefined;

  constructor(call: BatchCall, atHand: readonly unknown[] | undefined) {
    this.#call = call;
    this.#atHand = atHand;
    const { cache, spec } = call.batch.handle;
    this.#store = storeOf(cache, spec);
    this.#knownCalls = this.#store.synchronous ? undefined : cache.serveSoon?.knownCalls;
    if (this.#knownCalls === undefined && call.items.length > 1) this.#items = new Map();
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
      for (const bodyCall of this.#own?.all ?? []) yield* failBodyCall(bodyCall, error);
      throw error;
    } finally {
      this.#leaveWindow();
      yield* eachInChunks(spec, this.#here, ({ place }) => cache.flights.leave(place));
    }
    yield* eachInChunks(spec, this.#repeated, ({ key, asked }) => {
      if (asked.answer !== undefined && 'value' in asked.answer) recordHit(cache, batch.handle, key);
    });
    return yield* assemble(batch, this.#order);
  }

  #openBodyCalls(): BodyCalls {
    return new BodyCalls({ of: this.#call, parent: this.#call.batch.handle.cache.currentFlight.get() });
  }

  /** Takes down what is asked for; answers what is not at hand. */
  #open(chunk: readonly unknown[]): readonly SoughtItem[] {
    const sought: SoughtItem[] = [];
    const atHand = this.#atHand ?? takeAtHand(this.#call, chunk);
    let place = 0;
    for (const item of chunk) {
      const value = atHand === undefined ? MISS : atHand[place++];
      const one = value === MISS ? this.#openItem(item) : this.#serve({ item, answer: { value } });
      if (one !== undefined) sought.push(one);
    }
    return sought;
  }

  #serve(served: Item): undefined {
    this.#order.push(served);
  }

  #openItem(item: unknown): SoughtItem | undefined {
    const { batch, values: given } = this.#call;
    const values = batch.valuesOf(given, item);
    return this.#knownCalls === undefined
      ? this.#openAtOnce(item, values)
      : this.#openKnown(item, values, this.#knownCalls);
  }

  #openKnown(item: unknown, values: readonly unknown[], knownCalls: KnownCalls): SoughtItem | undefined {
    const { handle } = this.#call.batch;
    const known = knownCalls.find(handle, values);
    if (known !== undefined) return this.#seek(known, { item, values, call: undefined });
    const call = handle.callWith(values, bodyOfItem);
    return this.#seek(knownCalls.prepare(call, this.#store), { item, values, call });
  }

  #openAtOnce(item: unknown, values: readonly unknown[]): SoughtItem | undefined {
    const { handle } = this.#call.batch;
    const { holes } = handle.spec.key;
    const key = handle.keyOf(values);
    if (this.#items !== undefined && this.#repeats(item, key)) return undefined;
    const value = handle.hitAt(values.length === holes ? values : values.slice(0, holes), key);
    if (value === MISS) {
      const call = handle.callWith(values, bodyOfItem, key);
      return this.#seek(knownOf(call), { item, values, call });
    }
    const served = { item, answer: { value } };
    this.#items?.set(key, served);
    return this.#serve(served);
  }

  #seek(
    known: KnownCall,
    { item, values, call }: Pick<SoughtItem, 'item' | 'values' | 'call'>,
  ): SoughtItem | undefined {
    const { flights } = known.handle.cache;
    const place = flights.arrive(known.key);
    // One of this call may be there already.
    if (place.calls > 1 && this.#repeats(item, known.key)) {
      flights.leave(place);
      return undefined;
    }
    const sought = { item, answer: undefined, known, values, call, place, came: flights.takePlace() };
    this.#here.push(sought);
    this.#order.push(sought);
    this.#items?.set(known.key, sought);
    return sought;
  }

  /** Whether the call has asked for an item of this key before. */
  #repeats(item: unknown, key: string): boolean {
    this.#items ??= new Map(this.#here.map((one) => [one.known.key, one]));
    const asked = this.#items.get(key);
    if (asked === undefined) return false;
    this.#order.push(equalItem(item, asked));
    this.#repeated.push({ key, asked });
    return true;
  }

  *#lookFor(sought: readonly SoughtItem[]): Steps<void> {
    if (sought.length === 0) return;
    this.#window ??= this.#comeToWindow();
    const { batch } = this.#call;
    const looked = yield* lookAll(batch, sought);
    this.#isAlone = isAlone(batch.handle.cache, batch);
    let place = 0;
    for (const one of sought) {
      const found = looked[place++];
      if (found !== undefined) this.#begin(one, found);
    }
  }

  /** What is to be done for an item after its read. */
  #begin(sought: SoughtItem, looked: Looked): void {
    const { known, place, came } = sought;
    const { cache } = known.handle;
    if ('value' in looked) {
      recordHit(cache, known.handle, known.key);
      this.#knownCalls?.remember(known, sought.values);
      sought.answer = looked;
      return;
    }
    const alone = this.#isAlone || known.isUncached === true;
    const flight = alone ? undefined : findFlight(cache, place);
    const landed = alone || flight !== undefined ? undefined : findLanded(place, came);
    if (flight !== undefined) this.#joins.push(this.#drive(this.#join(sought, flight)));
    else if (landed !== undefined) sought.answer = takeJoined(sought, landed);
    else this.#computeItem(sought, { missed: looked, isAlone: alone });
  }

  #computeItem(asked: SoughtItem, { missed, isAlone }: { readonly missed: NotFound; readonly isAlone: boolean }): void {
    const { reason, stamp } = missed;
    const boarding = { item: asked.item, call: callOf(asked), stamp, asked, isAlone };
    if (this.#window === undefined || isAlone) {
      this.#own ??= this.#openBodyCalls();
      this.#own.addMissed(boarding, reason);
      return;
    }
    const { carrier } = this.#window.bodyCalls.addMissed(boarding, reason);
    if (carrier !== this.#carrier) this.#awaitWindow(carrier);
  }

  /** Waits for a body call that this call has seats in. */
  #awaitWindow(carrier: Flight): void {
    this.#carrier = carrier;
    const current = this.#call.batch.handle.cache.currentFlight.get();
    current?.waitsFor.add(carrier);
    this.#joins.push(landingOf(carrier).then(() => void current?.waitsFor.delete(carrier)));
  }

  #comeToWindow(): Window | undefined {
    const { batch } = this.#call;
    const { cache } = batch.handle;
    if (batch.spec.window === undefined || isAlone(cache, batch)) return undefined;
    cache.windows ??= new BatchWindows(cache);
    return cache.windows.come(this.#call);
  }

  #leaveWindow(): void {
    const window = this.#window;
    this.#window = undefined;
    if (window !== undefined) this.#call.batch.handle.cache.windows?.leave(window);
  }

  #drive(steps: Steps<void>): Promise<void> {
    return driveAsync(steps, this.#call.batch.handle.cache.surroundings.pause);
  }

  *#join(sought: SoughtItem, flight: Flight): Steps<void> {
    const { came } = sought;
    const call = callOf(sought);
    const landed = yield* join(call.handle.cache, call, { flight, came });
    if (landed === undefined) this.#again.push(sought);
    else sought.answer = takeJoined(sought, landed);
  }

  /** Runs the bodies while it waits for those that were joined. */
  *#compute(): Steps<void> {
    this.#leaveWindow();
    const bodyCalls = this.#own?.all ?? [];
    const joins = this.#joins;
    this.#own = undefined;
    this.#joins = [];
    yield* runBodyCalls(bodyCalls, joins);
  }
}

function takeJoined(sought: SoughtItem, landing: Landing): Answer {
  const call = callOf(sought);
  recordJoin(call.handle.cache, call, landing.ok);
  return landing.ok ? answerBy(landing) : { error: landing.error, ofAll: landing.ofAll ?? false };
}

/** The call of a single function that would have the same key. */
function callOf(sought: SoughtItem): Call {
  const { known, values } = sought;
  if (sought.call === undefined) {
    sought.call = known.handle.callWith(values, bodyOfItem, known.key);
    sought.call.asked = known.prepared;
  }
  return sought.call;
}
