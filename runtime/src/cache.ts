/**
 * The state of one runtime: everything that the verbs in call/, invalidation/ and api/ work on. Made once by its
 * factory and passed along; nothing else in the package has state.
 */

import type { BatchWindows } from './batch/batch-windows.ts';
import { CurrentFlight } from './call/current-flight.ts';
import { Flights } from './call/flights.ts';
import type { Handle } from './call/handle.ts';
import type { LandLater } from './call/land-later.ts';
import { type KeepAtHand, loadAtHand } from './call/load-at-hand.ts';
import type { ServeSoon } from './call/serve-soon.ts';
import type { Pause } from './call/steps.ts';
import { type Counts, zeroCounts } from './counts.ts';
import { ConfigurationError } from './errors.ts';
import { Events } from './events.ts';
import type { Outbox, StartTimer } from './invalidation/outbox.ts';
import type { InvalidationTargets } from './invalidation/targets.ts';
import { TransactionScopes } from './invalidation/transaction-scope.ts';
import { printEvents } from './print-events.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { FunctionSpec } from './spec.ts';
import { openMemory } from './store/memory/open-memory.ts';
import type { Store } from './store/port.ts';
import type { Milliseconds } from './units.ts';

/** Where entries live. */
export interface Stores {
  /** Of asynchronous functions. */
  readonly main: Store;
  /** Of synchronous functions: `main` itself where it answers at once. */
  readonly sync: Store;
  /** Those that functions name by `store=`. */
  readonly named: ReadonlyMap<string, Store>;
  /** There is more than one. */
  readonly several: boolean;
}

/** What a runtime takes from its surroundings; tests give their own. */
export interface Surroundings {
  /** A monotonic clock. */
  readonly now: () => Milliseconds;
  /** `false`: a hit in memory may go by a reading of the clock that one turn of the event loop has made old. */
  readonly isFine?: boolean;
  /** The machine's clock; absent: `now`. */
  readonly wallNow?: () => Milliseconds;
  readonly startTimer: StartTimer;
  /** Called at each point where the protocol waits; absent: it just waits. */
  readonly pause?: Pause;
}

/** What is under way until it is known which stores are in use. */
export interface Settling {
  /** Never rejects. */
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  /** How many of `configure`. */
  underWay: number;
}

export interface Cache {
  settings: Settings;
  stores: Stores;
  /** A call was served from or written to a store. */
  used: boolean;
  /** `configure` is under way; invalidations wait for it. */
  settling: Settling | undefined;
  /** What was invalidated meanwhile by functions that cannot wait, for the stores that are used from then on. */
  readonly unsettled: InvalidationTargets[];
  surroundings: Surroundings;
  counts: Counts;
  readonly flights: Flights;
  /** Batches that wait for more callers; made by the first of them. */
  windows: BatchWindows | undefined;
  readonly currentFlight: CurrentFlight;
  readonly scopes: TransactionScopes;
  /** Made when an invalidation fails for the first time. */
  outbox: Outbox | undefined;
  readonly events: Events;
  /** Is loaded by the first use. */
  keepAtHand: KeepAtHand;
  /** Comes with `configure`, and with it stores that are waited for. */
  serveSoon: ServeSoon | undefined;
  /** As above. */
  landLater: LandLater | undefined;
  /** By namespace and id, as `shop:findUser`. */
  readonly handles: Map<string, Handle>;
  readonly byFunction: WeakMap<object, Handle>;
}

/** A cache on the memory store. */
export function createCache(surroundings: Surroundings): Cache {
  const events = new Events();
  const cache: Cache = {
    settings: DEFAULT_SETTINGS,
    stores: openMemoryOnly(surroundings),
    used: false,
    settling: undefined,
    unsettled: [],
    surroundings,
    counts: zeroCounts(),
    flights: new Flights(),
    windows: undefined,
    currentFlight: new CurrentFlight(),
    scopes: new TransactionScopes(),
    outbox: undefined,
    events,
    keepAtHand: loadAtHand,
    serveSoon: undefined,
    landLater: undefined,
    handles: new Map(),
    byFunction: new WeakMap(),
  };
  printEvents(events);
  return cache;
}

/** The stores in use, each once: invalidations go to all of them. */
export function listStores({ stores }: Cache): readonly Store[] {
  return [...new Set([stores.main, stores.sync, ...stores.named.values()])];
}

/**
 * Where the function's entries live.
 * @throws ConfigurationError (HF2001) where the function names a store that is not configured.
 */
export function storeOf({ stores }: Cache, spec: FunctionSpec): Store {
  if (spec.store === undefined || spec.store === 'default') return spec.calls === 'sync' ? stores.sync : stores.main;
  const store = stores.named.get(spec.store);
  if (store !== undefined) return store;
  throw new ConfigurationError(
    `${spec.id} says store=${spec.store}, but configured are: ${[...stores.named.keys()].join(', ') || 'none'}. Write configure({ stores: { ${spec.store}: … } }).`,
  );
}

/** The default: one store for all. */
export function openMemoryOnly(surroundings: Pick<Surroundings, 'now'>): Stores {
  const store = openMemory(surroundings);
  return { main: store, sync: store, named: new Map(), several: false };
}
