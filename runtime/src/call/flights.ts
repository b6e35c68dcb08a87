/**
 * Computations that are running in this process, so that callers of the same key can join them.
 *
 * A flight takes joiners until its write is sent: who comes later could have been preceded by an invalidation
 * that the write's check no longer sees. Who comes while the write is on its way waits for it and then reads the
 * store anew. An invalidation in this process detaches the flights that depend on what it names.
 *
 * A flight that began after a caller came is good for that caller, however it ended, and also when it has landed
 * while the caller's read was on its way: so the last flight of a key is kept as long as calls of the key that
 * came before are still there, or may be (readers.ts). Otherwise such callers would start one more body each.
 *
 * A call never waits for a flight that waits for it: each flight knows the flights its body waits for, and a
 * call that runs inside a flight follows these edges first.
 */
import type { Store } from '../store/port.ts';

/** How a flight ended, for those who take it. */
export type Landing =
  | {
      readonly ok: true;
      /** A fresh copy for each taker. */
      readonly take: () => unknown;
      /** Whether the store accepted the write: nothing it depends on was invalidated since it began. */
      readonly accepted: boolean;
    }
  | {
      readonly ok: false;
      readonly error: unknown;
      /** The body failed for all items of a batch, not for this one alone. */
      readonly ofAll?: boolean;
    };

/** A promise that is resolved from outside: `PromiseWithResolvers`, which older declarations of JavaScript do not know. */
export interface Awaited {
  readonly promise: Promise<Landing>;
  readonly resolve: (landing: Landing) => void;
}

export interface Flight {
  readonly key: string;
  /** Order of arrival within the process, compared with a caller's own. What waits for others begins later than any caller comes. */
  began: number;
  /** How it ended; absent: it has not. */
  landed: Landing | undefined;
  /** Made for the first who waits for it; absent: nobody does. */
  awaited: Awaited | undefined;
  /** Dependencies known from the arguments. */
  readonly dependencies: readonly string[];
  /** The store of this flight and of all it runs in; `undefined` where these are several. */
  readonly onlyStore: Store | undefined;
  /** Others may take what it gives. */
  readonly joinable: boolean;
  /** The flight that it runs in. */
  readonly parent: Flight | undefined;
  /** The flights its body waits for. */
  readonly waitsFor: Set<Flight>;
  /** Takes joiners: its write is not yet sent. */
  open: boolean;
}

/** What a flight is started with. */
export interface FlightPlan {
  readonly key: string;
  readonly dependencies: readonly string[];
  readonly store: Store;
  /** The flight that the call runs in. */
  readonly parent: Flight | undefined;
  readonly joinable: boolean;
  /** What it waits for from the start. */
  readonly waitsFor?: Set<Flight> | undefined;
}

/** What there is of one key. */
export interface Place {
  readonly key: string;
  /** Number of its calls that are there. */
  calls: number;
  /** The one that can be found. */
  flight: Flight | undefined;
  /** The one that landed last while calls were there. */
  landed: Flight | undefined;
}

export class Flights {
  /** By key; those without calls and flight are not kept. */
  readonly places = new Map<string, Place>();
  /** What was invalidated, and when: flights that began before and depend on it are not found any more. */
  readonly detached = new Map<string, number>();
  /** Where a flight of the key lands; it stays there as long as calls may come that came before now. */
  hold = (key: string): Place | undefined => this.places.get(key);
  #order = 0;

  /** The next place in the order of all that comes, begins and is invalidated. */
  takePlace(): number {
    return ++this.#order;
  }

  /** A call comes. It must leave. */
  arrive(key: string): Place {
    const place = this.#placeOf(key);
    place.calls++;
    return place;
  }

  leave(place: Place): void {
    place.calls--;
    this.#tidy(place);
  }

  /** The flight of the place that others may join. */
  find({ flight }: Place): Flight | undefined {
    return flight?.dependencies.some((name) => (this.detached.get(name) ?? 0) > flight.began) ? undefined : flight;
  }

  /** Starts a flight. One that is joinable can be found until it ends or is detached; where one is found, no other is. */
  start(plan: FlightPlan): Flight {
    const { key, dependencies, store, parent, waitsFor = new Set() } = plan;
    const place = plan.joinable && this.#placeOf(key);
    const joinable = place && !this.find(place);
    const flight: Flight = {
      key,
      began: ++this.#order,
      landed: undefined,
      awaited: undefined,
      dependencies,
      onlyStore: parent === undefined || parent.onlyStore === store ? store : undefined,
      joinable,
      parent,
      waitsFor,
      open: joinable,
    };
    if (joinable) place.flight = flight;
    return flight;
  }

  /** Ends the flight for all who joined it. */
  end(flight: Flight, landing: Landing): void {
    const place = flight.joinable && this.hold(flight.key);
    flight.landed = landing;
    flight.awaited?.resolve(landing);
    if (!place) return;
    if (place.flight === flight) this.detach(place);
    // One that was detached may land after a later one, which is good for more callers.
    if (place.calls > 0 && (place.landed?.began ?? 0) < flight.began) place.landed = flight;
  }

  /** Nobody joins the flight of the place any more; those who did get what they joined, if the store accepts it. */
  detach(place: Place): void {
    place.flight = undefined;
    this.#tidy(place);
  }

  #placeOf(key: string): Place {
    const place = this.places.get(key) ?? { key, calls: 0, flight: undefined, landed: undefined };
    this.places.set(key, place);
    return place;
  }

  #tidy(place: Place): void {
    if (place.calls > 0) return;
    place.landed = undefined;
    if (place.flight === undefined) this.places.delete(place.key);
  }
}

/** How the flight, which has not ended, will end; never rejects. */
export function landingOf(flight: Flight): Promise<Landing> {
  flight.awaited ??= Promise.withResolvers();
  return flight.awaited.promise;
}

/** Whether following the wait-for edges of `from` leads to `to`. */
export function waitsFor(from: Flight, to: Flight): boolean {
  const reached = new Set([from]);
  // Comes to those that are added on the way, too.
  for (const flight of reached) for (const next of flight.waitsFor) reached.add(next);
  return reached.has(to);
}
