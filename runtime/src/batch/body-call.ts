/**
 * One call of a batch's body, for several items.
 *
 * Each item has a flight of its own, so that others find and join it by its key. The code of the body runs in another
 * flight, the carrier, for which all of them wait: so whoever follows the wait-for edges from an item comes to what the
 * body waits for.
 */
import { type Cache, storeOf } from '../cache.ts';
import type { Call } from '../call/call.ts';
import type { Flight } from '../call/flights.ts';
import { recordMiss } from '../call/record.ts';
import type { NotServed } from '../events.ts';
import type { TransactionScope } from '../invalidation/transaction-scope.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { BatchCall } from './batch.ts';
import type { Item, Seat } from './item.ts';

/** Some items of a batch that one call of its body computes. */
export interface BodyCall {
  /** The call whose body and other arguments are used. */
  readonly of: BatchCall;
  readonly carrier: Flight;
  /** The flight that it was started in. */
  readonly parent: Flight | undefined;
  readonly scope: TransactionScope | undefined;
  readonly seats: Seat[];
  /** What the body is called with. */
  readonly items: unknown[];
  /** `refresh` and `prime`: loads that began earlier lose to this one. */
  readonly raisesFloor: boolean;
}

/** An item that is to be computed. */
export interface Boarding {
  readonly item: unknown;
  readonly call: Call;
  readonly stamp: Stamp | undefined;
  readonly asked?: Item | undefined;
  /** Nobody joins its flight. */
  readonly isAlone?: boolean | undefined;
}

/** How body calls are made. */
export interface BodyCallsOptions {
  readonly of: BatchCall;
  /** The flight that they are started in. */
  readonly parent: Flight | undefined;
  readonly raisesFloor?: boolean;
  /** They begin later than any caller comes. */
  readonly waits?: boolean;
}

/** As many body calls as the items need that are to be computed, `max` items each. */
export class BodyCalls {
  readonly all: BodyCall[] = [];
  readonly #cache: Cache;
  readonly #options: BodyCallsOptions;
  readonly #max: number;
  /** Of the items of the last one, by key. Where flights wait, one may be detached, and another one of its key come. */
  #places: Map<string, number> | undefined;
  /** What the flights of the last one wait for. */
  #waitsFor: Set<Flight> | undefined;

  constructor(options: BodyCallsOptions) {
    const { batch, loads } = options.of;
    this.#cache = batch.handle.cache;
    this.#options = options;
    // What `prime` was given answers for all items.
    this.#max = loads ? Number.POSITIVE_INFINITY : (batch.spec.max ?? Number.POSITIVE_INFINITY);
  }

  /** Gives an item that nothing is stored for a seat. */
  addMissed(boarding: Boarding, reason: NotServed): Seat {
    recordMiss(this.#cache, boarding.call, reason);
    return this.add(boarding);
  }

  /** Gives the item a seat; others can join its flight, unless it replaces what is stored. */
  add({ item, call, stamp, asked, isAlone = false }: Boarding): Seat {
    const { flights } = this.#cache;
    const { seats, carrier, parent, items } = this.#lastCall();
    const { raisesFloor, waits } = this.#options;
    const { key, dependencies, handle } = call;
    const place = this.#places?.get(key) ?? items.push(item) - 1;
    this.#places?.set(key, place);
    const flight = flights.start({
      key,
      dependencies,
      store: storeOf(this.#cache, handle.spec),
      parent,
      joinable: !raisesFloor && !isAlone,
      waitsFor: this.#waitsFor,
    });
    if (waits) flight.began = Number.POSITIVE_INFINITY;
    const seat: Seat = { place, call, flight, carrier, stamp, asked, outcome: undefined };
    seats.push(seat);
    return seat;
  }

  /** The one that still has a free seat. */
  #lastCall(): BodyCall {
    const last = this.all.at(-1);
    if (last !== undefined && last.items.length < this.#max) return last;
    const { of, parent, raisesFloor = false, waits } = this.#options;
    const { flights, scopes } = this.#cache;
    const { handle } = of.batch;
    const store = storeOf(this.#cache, handle.spec);
    const carrier = flights.start({ key: '', dependencies: [], store, parent, joinable: false });
    const next: BodyCall = {
      of,
      carrier,
      parent,
      scope: scopes.current(),
      seats: [],
      items: [],
      raisesFloor,
    };
    this.#waitsFor = new Set([carrier]);
    if (waits) this.#places = new Map();
    this.all.push(next);
    return next;
  }
}
