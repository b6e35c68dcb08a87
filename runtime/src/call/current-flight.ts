import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Flight } from './flights.ts';

/**
 * The flight that the running code belongs to. The storage is made at the first miss: importing the runtime
 * loads nothing for it, and hits never touch it.
 */
export class CurrentFlight {
  #storage: AsyncLocalStorage<Flight> | undefined;

  get(): Flight | undefined {
    return this.#storage?.getStore();
  }

  /** Runs the body inside the flight. */
  run<T>(flight: Flight, body: () => T): T {
    this.#storage ??= makeStorage();
    return this.#storage.run(flight, body);
  }
}

function makeStorage(): AsyncLocalStorage<Flight> {
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  return new AsyncLocalStorage<Flight>();
}
