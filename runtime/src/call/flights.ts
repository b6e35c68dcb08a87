/**
 * Computations that are running in this process, so that callers of the same key can join them.
 *
 * A flight takes joiners until its write is sent: who comes later could have been preceded by an invalidation
 * that the write's check no longer sees. Who comes while the write is on its way waits for it and then reads the
 * store anew. An invalidation in this process detaches the flights that depend on what it names.
 *
 * A call never waits for a flight that waits for it: each flight knows the flights its body waits for, and a
 * call that runs inside a flight follows these edges first.
 */

/** How a flight ended, for those who joined it. */
export type Landing =
  | {
      readonly ok: true;
      /** A fresh copy for each joiner. */
      readonly take: () => unknown;
      /** Whether the store accepted the write: nothing it depends on was invalidated since it began. */
      readonly accepted: boolean;
    }
  | { readonly ok: false; readonly error: unknown };

export interface Flight {
  readonly key: string;
  /** Order of arrival within the process, compared with a caller's own. */
  readonly began: number;
  /** Never rejects. */
  readonly landing: Promise<Landing>;
  readonly land: (landing: Landing) => void;
  /** Dependencies known from the arguments. */
  readonly dependencies: readonly string[];
  /** The flights its body waits for. */
  readonly waitsFor: Set<Flight>;
  /** Takes joiners: its write is not yet sent. */
  open: boolean;
}

export class Flights {
  readonly #byKey = new Map<string, Flight>();
  readonly #byDependency = new Map<string, Set<Flight>>();
  #order = 0;

  /** The next place in the order of arrival. */
  arrive(): number {
    return ++this.#order;
  }

  find(key: string): Flight | undefined {
    return this.#byKey.get(key);
  }

  /** Starts a flight that others can join. One that runs for the key already is detached. */
  start(key: string, dependencies: readonly string[]): Flight {
    const flight = this.#make(key, dependencies);
    this.#byKey.set(key, flight);
    for (const name of dependencies) {
      const flights = this.#byDependency.get(name);
      if (flights === undefined) this.#byDependency.set(name, new Set([flight]));
      else flights.add(flight);
    }
    return flight;
  }

  /** Starts a flight that nobody joins: a recursive call, a refresh. */
  startAlone(key: string): Flight {
    return { ...this.#make(key, []), open: false };
  }

  /** Ends the flight for all who joined it. */
  end(flight: Flight, landing: Landing): void {
    this.#forget(flight);
    flight.open = false;
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

  #make(key: string, dependencies: readonly string[]): Flight {
    const { promise, resolve } = Promise.withResolvers<Landing>();
    return {
      key,
      began: this.arrive(),
      landing: promise,
      land: resolve,
      dependencies,
      waitsFor: new Set(),
      open: true,
    };
  }

  #forget(flight: Flight): void {
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
  const seen = new Set<Flight>();
  const open = [from];
  for (let flight = open.pop(); flight !== undefined; flight = open.pop()) {
    if (flight === to) return true;
    if (seen.has(flight)) continue;
    seen.add(flight);
    open.push(...flight.waitsFor);
  }
  return false;
}
