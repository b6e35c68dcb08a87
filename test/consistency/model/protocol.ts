import type { Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import type { Message } from './node.ts';
import type { KeyPlan } from './plan.ts';
import type { Process } from './process.ts';
import type { Seen } from './shared-read.ts';
import type { Stamp } from './stamp.ts';
import type { Store } from './store.ts';

/** How one kind of store does the three things. Each may throw STORE_DOWN at any of its steps. */
export interface Protocol {
  /** Reads the entry and checks its stamps; on a miss also the stamp for a computation. */
  read(store: Store, process: Process, plan: KeyPlan): Steps<Seen>;
  /** A stamp for a computation: the present one, or the next for `refresh` and `prime`. */
  stamp(store: Store, process: Process, next: boolean, plan: KeyPlan): Steps<Stamp>;
  /** Checks the dependencies and stores; tells whether the entry was accepted. */
  write(store: Store, process: Process, flight: Flight, refresh: boolean): Steps<boolean>;
  /** Writes one stamp to each; returns what memories have to hear. */
  invalidate(store: Store, process: Process, names: readonly string[]): Steps<readonly Message[]>;
  invalidateKey(store: Store, process: Process, key: string): Steps<readonly Message[]>;
}
