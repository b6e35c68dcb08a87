/**
 * Computations that are running in this process, so that callers of the same key can join them.
 *
 * A flight takes joiners until its write is sent: who comes later could have been preceded by an invalidation
 * that the write's check no longer sees. Who comes while the write is on its way waits for it and then reads the
 * store anew. An invalidation in this process detaches the flights that depend on what it names.
 *
 * A flight that began after a caller came is good for that caller, however it ended, and also when it has landed
 * while the caller's read was on its way: so the last flight of a key is kept as long as calls of the key that
 * came before are still there. Otherwise such callers would start one more body each.
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

export interface Flight {
  readonly key: string;
  /** Order of arrival within the process, compared with a caller's own. What waits for others begins later than any caller comes. */
  began: number;
  /** Never rejects. */
  readonly landing: Promise<Landing>;
  readonly land: (landing: Landing) => void;
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
  ended: boolean;
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
  readonly waitsFor?: Set<Flight>;
}

/** A flight that has ended. */
export interface Landed {
  readonly flight: Flight;
  readonly landing: Landing;
}

/** So many keys may stay without calls: who comes again and again need not be put there again. */
const MOST_IDLE = 1024;

/** The calls of one key that are there. */
interface Visit {
  calls: number;
  landed: Landed | undefined;
}

export class Flights {
  readonly #byKey = new Map<string, Flight>();
  readonly #byDependency = new Map<string, Set<Flight>>();
  readonly #visits = new Map<string, Visit>();
  #order = 0;

  /** A call comes: its place in the order of arrival. It must leave. */
  arrive(key: string): number {
    const visit = this.#visits.get(key);
    if (visit === undefined) this.#visits.set(key, { calls: 1, landed: undefined });
    else visit.calls++;
    return ++this.#order;
  }

  leave(key: string): void {
    const visit = this.#visits.get(key);
    if (visit === undefined || --visit.calls > 0) return;
    if (this.#visits.size > MOST_IDLE) this.#visits.delete(key);
    else visit.landed = undefined;
  }

  find(key: string): Flight | undefined {
    return this.#byKey.get(key);
  }

  /** The flight that landed last for the key while calls of it were there. */
  findLanded(key: string): Landed | undefined {
    return this.#visits.get(key)?.landed;
  }

  /** Starts a flight. One that is joinable can be found until it ends or is detached. */
  start(plan: FlightPlan): Flight {
    const { promise, resolve } = Promise.withResolvers<Landing>();
    const { key, dependencies, store, parent, joinable, waitsFor = new Set() } = plan;
    const flight: Flight = {
      key,
      began: ++this.#order,
      landing: promise,
      land: resolve,
      dependencies,
      onlyStore: parent === undefined || parent.onlyStore === store ? store : undefined,
      joinable,
      parent,
      waitsFor,
      open: joinable,
      ended: false,
    };
    if (joinable) this.#remember(flight);
    return flight;
  }

  /** Ends the flight for all who joined it. */
  end(flight: Flight, landing: Landing): void {
    this.#forget(flight);
    flight.open = false;
    flight.ended = true;
    const visit = flight.joinable ? this.#visits.get(flight.key) : undefined;
    // One that was detached may land after a later one, which is good for more callers.
    const known = visit?.landed?.flight.began ?? 0;
    if (visit?.calls && known < flight.began) visit.landed = { flight, landing };
    flight.land(landing);
  }

  /** Nobody joins these flights any more; those who did get what they joined, if the store accepts it. */
  detach(dependencies: readonly string[]): void {
    for (const name of dependencies) {
      for (const flight of this.#byDependency.get(name) ?? []) this.#forget(flight);
    }
  }

  /** The same for one key. */
  detachKey(key: string): void {
    const flight = this.#byKey.get(key);
    if (flight !== undefined) this.#forget(flight);
  }

  /** Number of flights that can be found; for tests that nothing is left behind. */
  count(): number {
    return this.#byKey.size;
  }

  #remember(flight: Flight): void {
    this.#byKey.set(flight.key, flight);
    for (const name of flight.dependencies) {
      const flights = this.#byDependency.get(name);
      if (flights === undefined) this.#byDependency.set(name, new Set([flight]));
      else flights.add(flight);
    }
  }

  #forget(flight: Flight): void {
    if (!flight.joinable) return;
    if (this.#byKey.get(flight.key) === flight) this.#byKey.delete(flight.key);
    for (const name of flight.dependencies) {
      const flights = this.#byDependency.get(name);
      flights?.delete(flight);
      if (flights?.size === 0) this.#byDependency.delete(name);
    }
  }
}

/** Whether following the wait-for edges of `from` leads to `to`. */
export function waitsFor(from: Flight, to: Flight): boolean {
  const reached = new Set([from]);
  // Comes to those that are added on the way, too.
  for (const flight of reached) for (const next of flight.waitsFor) reached.add(next);
  return reached.has(to);
}
