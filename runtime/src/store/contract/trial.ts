import { setTimeout as wait } from 'node:timers/promises';
import type { Milliseconds } from '../../units.ts';
import type { Store } from '../port.ts';
import { Client } from './client.ts';
import type { StoreFixture, StoreUnderTest } from './store-under-test.ts';

const DEFAULT_CLOCK_SKEW: Milliseconds = 50;

/** Tries of a store that may refuse a result at first. */
const TRIES = 5;

/** One run of a case: its fixture, its clock, and the stores that it opened. */
export class Trial {
  readonly options: StoreUnderTest;
  readonly fixture: StoreFixture;
  readonly #stores: Store[] = [];
  #now: Milliseconds = 1_000_000;

  constructor(options: StoreUnderTest, fixture: StoreFixture) {
    this.options = options;
    this.fixture = fixture;
  }

  get prefix(): string {
    return this.fixture.prefix ?? 'hf';
  }

  /** Opens the fixture's store once more: as another process would, where it is shared. */
  async open(prefix: string = this.prefix): Promise<Client> {
    const { clock, losesRows, damagesRows } = this.options;
    const clocks =
      clock === 'own' ? { now: () => performance.now(), wallNow: () => Date.now() } : { now: () => this.#now };
    const store = await this.fixture.definition.open({ ...clocks, prefix });
    this.#stores.push(store);
    const isExact = store.promise === 'strict' && losesRows !== true && damagesRows !== true;
    return new Client({ store, prefix, tries: isExact ? 1 : TRIES, settle: () => this.#settle(store) });
  }

  /** Lets time pass for the stores. */
  async pass(duration: Milliseconds): Promise<void> {
    // A timer may fire a little before its time by another clock.
    if (this.options.clock === 'own') await wait(duration + 5);
    else this.#now += duration;
  }

  /** Closes what was opened and takes the fixture away. */
  async close(): Promise<void> {
    for (const store of this.#stores) await store.dispose();
    await this.fixture.remove?.();
  }

  async #settle({ promise }: Store): Promise<void> {
    if (promise !== 'strict') await this.pass(2 * (this.options.clockSkew ?? DEFAULT_CLOCK_SKEW) + 1);
  }
}
