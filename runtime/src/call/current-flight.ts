import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Store } from '../store/port.ts';
import type { Flight } from './flights.ts';

/**
 * The flight that the running code belongs to. The storage is made at the first miss: importing the runtime
 * loads nothing for it, and hits do not touch it where there is one store.
 */
export class CurrentFlight {
  #storage: AsyncLocalStorage<Flight> | undefined;

  /** The flight; where it has ended and this is work that it left behind, the one around it that still runs. */
  get(): Flight | undefined {
    let flight = this.#storage?.getStore();
    while (flight?.landed) flight = flight.parent;
    return flight;
  }

  /** Runs the body inside the flight. */
  run<T>(flight: Flight, body: () => T): T {
    this.#storage ??= makeStorage();
    return this.#storage.run(flight, body);
  }

  /**
   * Whether the running code computes an entry of another store. Such a computation must not use entries of this
   * store: an invalidation reaches one store before the other, and an old entry of the second would be stored in the
   * first under a stamp that says it is new. Stamps of two stores cannot be compared.
   */
  mixes(store: Store): boolean {
    const flight = this.get();
    return flight !== undefined && flight.onlyStore !== store;
  }
}

function makeStorage(): AsyncLocalStorage<Flight> {
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  return new AsyncLocalStorage<Flight>();
}
