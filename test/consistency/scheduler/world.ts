import type { AnyFunction } from '../../../runtime/src/call/handle.ts';
import type { MaybePromise, Store } from '../../../runtime/src/store/port.ts';
import type { Choice } from './choice.ts';
import { type KeyvOptions, KeyvRows } from './keyv-rows.ts';
import { Ledger } from './ledger.ts';
import { MapRows } from './map-rows.ts';
import type { Plan } from './plan.ts';
import { openProcess, type Process } from './process.ts';
import type { RuntimeUnderTest } from './runtime-under-test.ts';
import { type Context, Scheduler } from './schedule.ts';
import { type Fault, type Operation, slowStore, unreliableStore } from './slow-store.ts';
import type { Story } from './story.ts';

/** What a world is made of. */
export interface WorldOptions {
  readonly rows: number;
  readonly plans: readonly Plan[];
  readonly processes: number;
  /**
   * - `map`: rows that can be lost, at the end of a line for each process.
   * - `memory`: the memory store, which answers at once.
   * - `slow memory`: the same at the end of a line.
   * - `keyv`: rows that can only be got and set, each at the end of a line of its own.
   */
  readonly store: 'map' | 'memory' | 'slow memory' | 'keyv';
  readonly keyv?: KeyvOptions;
  /** Floors of the rows that can be lost. */
  readonly buckets?: number;
  /** Bound of the memory store. */
  readonly maxEntries?: number;
  /** One request in so many fails, while faults are left. */
  readonly faultRate?: number;
  readonly faults?: number;
  /** What fails; absent: everything. */
  readonly faulty?: readonly Operation[];
  /** How the first of these requests end, in place of chance; those after them do not fail. */
  readonly fates?: readonly Fault[];
  /** A failing store fails the call. */
  readonly onStoreError?: 'throw';
}

/** A body that ran. */
export interface BodyRun {
  readonly key: string;
  readonly process: string;
  /** The call that started it. */
  readonly call: number | undefined;
  ended: number | undefined;
  value?: readonly number[] | null;
  /** What the clock showed when that call had its value; the result was stored by then. */
  returned?: number;
}

/** A call from outside of any body. */
export interface CallRun {
  readonly key: string;
  readonly process: string;
  readonly call: number;
  readonly came: number;
}

/** What a run counts. */
export interface Counts {
  /** Reads whose value was checked. */
  reads: number;
  invalidations: number;
  refreshes: number;
  transactions: number;
  faults: number;
  losses: number;
}

export interface WorldParts {
  readonly runtime: RuntimeUnderTest;
  readonly options: WorldOptions;
  readonly choice: Choice;
  readonly story: Story | undefined;
}

/** One run: rows of a database, processes with their runtimes, a store, and who does what. */
export class World {
  readonly parts: WorldParts;
  readonly options: WorldOptions;
  readonly choice: Choice;
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  readonly processes: Process[] = [];
  /** The shared rows of `store: 'map'`. */
  readonly rows: MapRows;
  /** Those of `store: 'keyv'`. */
  readonly keyvRows: KeyvRows;
  readonly counts: Counts = { reads: 0, invalidations: 0, refreshes: 0, transactions: 0, faults: 0, losses: 0 };
  readonly bodies: BodyRun[] = [];
  readonly calls: CallRun[] = [];
  readonly violations: string[] = [];
  clock = 1_000_000;
  /** The next body says that it has begun, and does not end before it may. */
  hold: { readonly begun: () => void; readonly until: Promise<void> } | undefined;
  #moment = 0;
  #faultsLeft: number;
  readonly #fates: Fault[];

  private constructor(parts: WorldParts) {
    this.parts = parts;
    this.options = parts.options;
    this.choice = parts.choice;
    this.scheduler = new Scheduler(parts.choice, parts.story);
    this.ledger = new Ledger(parts.options.rows);
    this.rows = new MapRows({ now: this.now, buckets: parts.options.buckets ?? 3 });
    this.keyvRows = new KeyvRows(this);
    this.#faultsLeft = parts.options.faults ?? 0;
    this.#fates = [...(parts.options.fates ?? [])];
  }

  static async make(parts: WorldParts): Promise<World> {
    const world = new World(parts);
    const shared = world.#openStore();
    const second = world.#openSecond();
    for (let i = 1; i <= parts.options.processes; i++) {
      const name = `p${i}`;
      const line = world.#lineOf(shared);
      world.processes.push(await openProcess(world, name, { store: line, second: world.#lineTo(second) }));
    }
    return world;
  }

  #lineOf(shared: Store): Store {
    const { store } = this.options;
    if (store === 'keyv') return this.keyvRows.open();
    return store === 'memory' ? shared : this.#lineTo(shared);
  }

  readonly now = (): number => this.clock;

  get context(): Context {
    return this.scheduler.context;
  }

  turn(): Promise<void> {
    return this.scheduler.turn();
  }

  tell(text: () => string): void {
    this.scheduler.tell(text);
  }

  /** The next place in the order of what happens. */
  moment(): number {
    return ++this.#moment;
  }

  start(actor: string, work: () => Promise<void>): void {
    this.scheduler.start(actor, work, (error) => {
      this.tell(() => (error instanceof Error ? (error.stack ?? error.message) : String(error)));
      this.violate(`${actor} failed: ${String(error)}`);
    });
  }

  /** Ends the run with what is wrong. */
  violate(problem: string): void {
    this.violations.push(problem);
    this.tell(() => `VIOLATION: ${problem}`);
    this.scheduler.stop();
  }

  /** Runs until every actor has ended, or something is wrong; answers what is wrong. */
  async run(): Promise<string | undefined> {
    const ending = await this.scheduler.run();
    if (ending === 'deadlock') this.violate(`nothing can go on, but these wait: ${this.scheduler.waiting.join(', ')}`);
    if (ending === 'endless') this.violate(`no end after ${this.scheduler.taken} turns`);
    return this.violations[0];
  }

  #openStore(): Store {
    const { atomicStore, MemoryRows } = this.parts.runtime;
    if (this.options.store === 'map') return atomicStore('map', this.rows, this.now);
    const rows = new MemoryRows({ maxEntries: this.options.maxEntries ?? 1000, now: this.now });
    const store = { ...atomicStore('memory', rows, this.now), resident: rows };
    return unreliableStore(store, (operation) => this.nextFault(operation));
  }

  #openSecond(): Store {
    return this.parts.runtime.atomicStore('map', new MapRows({ now: this.now, buckets: 3 }), this.now);
  }

  #lineTo(store: Store): Store {
    return slowStore(store, {
      scheduler: this.scheduler,
      fault: (operation) => this.nextFault(operation),
    });
  }

  /** How the next request ends. */
  nextFault(operation: Operation): Fault {
    const { faultRate, faulty } = this.options;
    if (faulty !== undefined && !faulty.includes(operation)) return 'none';
    if (this.options.fates !== undefined) return this.#fates.shift() ?? 'none';
    if (faultRate === undefined || this.#faultsLeft === 0 || this.choice.pick(faultRate) > 0) return 'none';
    this.#faultsLeft--;
    this.counts.faults++;
    return this.choice.pick(2) === 0 ? 'before' : 'after';
  }
}

/** The function of a batch's plan, by its rows. */
export type BatchFunction = (rows: readonly number[]) => Promise<readonly (readonly number[] | null)[]>;

/** The cached function of a plan in a process. */
export type CachedFunction = AnyFunction & ((r: number) => MaybePromise<readonly number[] | null>);
