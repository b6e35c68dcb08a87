import type { Flight } from './flight.ts';
import type { Front } from './front.ts';
import type { Begun } from './keyv.ts';
import type { FirstUse } from './keyv-first-uses.ts';
import type { Outbox } from './outbox.ts';
import type { SharedRead } from './shared-read.ts';
import type { Stamp } from './stamp.ts';
import type { Store } from './store.ts';

/** Thrown where a command finds its store unreachable; one object, since a stack would cost more than a run. */
export const STORE_DOWN = new Error('store unreachable');

/** One process of the application: its connections, its flights, its memory. */
export class Process {
  /** Another one after a crash: what its predecessor was promised for itself died with it. */
  life: number;
  readonly name: string;
  /** Its connections; after a split two processes may hold different servers under one index. */
  readonly stores: Store[];
  /** By key: the flight to join, and a finished one for callers who came before it began. */
  readonly flights = new Map<string, Flight>();
  readonly reads = new Map<string, SharedRead>();
  /** When an invalidation of this process that could concern the key was last called. */
  readonly invalidatedAt = new Map<string, number>();
  /** The dependency list that this process saw last for a key. */
  readonly remembered = new Map<string, readonly string[]>();
  /** Keyv: the newest time of an own invalidation for each bucket. */
  readonly ownNewest = new Map<number, number>();
  /** Keyv: what computations saw before their bodies ran, by the stamps that they were given. */
  readonly begun = new Map<Stamp, Begun>();
  /** Keyv: by place. */
  readonly firstUses = new Map<string, FirstUse>();
  /** Keyv: how many requests have begun or ended, for their order. */
  requests = 0;
  readonly outbox: Outbox;
  front: Front | undefined;
  down = false;
  /** So many of the next commands fail although others get through. */
  failures = 0;
  frozen = false;
  clockOffset = 0;
  /** How long the machine was suspended: its monotonic clock stood still. */
  suspended = 0;

  constructor(id: number, stores: Store[], outbox: Outbox) {
    this.life = id;
    this.name = `P${id + 1}`;
    this.stores = stores;
    this.outbox = outbox;
  }

  /** Every command passes here before it runs. */
  reach(): void {
    if (this.down) throw STORE_DOWN;
    if (this.failures === 0) return;
    this.failures -= 1;
    throw STORE_DOWN;
  }

  /** A reply is lost with its connection; the command has run all the same. */
  reply(): void {
    if (this.down) throw STORE_DOWN;
  }

  connect(): void {
    this.down = false;
    this.failures = 0;
  }

  /** A crash takes everything the process knew. */
  forget(life: number): void {
    this.life = life;
    this.flights.clear();
    this.reads.clear();
    this.invalidatedAt.clear();
    this.remembered.clear();
    this.ownNewest.clear();
    this.begun.clear();
    this.firstUses.clear();
    this.outbox.clear();
    this.front?.forget();
  }
}
