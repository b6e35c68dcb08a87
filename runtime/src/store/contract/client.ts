import { deepStrictEqual, ok } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import { memorySealing } from '../../value/memory-sealing.ts';
import { type SealOptions, UNREADABLE } from '../../value/sealing.ts';
import type { Store, WriteOutcome, WriteRequest } from '../port.ts';

/** The function that entries belong to where a case does not say. */
export const OWNER = 'f:app:find';

/** What its entries depend on at least. */
export const DEPENDENCIES = ['*', OWNER];

/** What is served for a key, or why nothing is. */
export type Served = { readonly value: unknown } | { readonly reason: string };

/** A value and how it is written: for ten minutes, with the present stamp, as an entry of `OWNER`, unless it says so. */
export type Writing = Partial<Omit<WriteRequest, 'key'>> & { readonly value: unknown };

const SEAL_OPTIONS: SealOptions = { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined };

/** Longer than any case takes. */
const LONG: Milliseconds = 600_000;

/** What a client is made of. */
export interface ClientOptions {
  readonly store: Store;
  readonly prefix: string;
  /** How often a value is tried to be stored, where new markers, lost rows or close stamps may refuse it at first. */
  readonly tries: number;
  /** Lets what has just happened be in the past, for stores that compare clocks. */
  readonly settle: () => Promise<void>;
}

/** An open store, with the steps that cases are made of. Names stand for keys: `user(id=1)` for `hf:app:user(id=1)`. */
export class Client {
  readonly store: Store;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.store = options.store;
    this.#options = options;
  }

  get isStrict(): boolean {
    return this.store.promise === 'strict';
  }

  key(name: string): string {
    return `${this.#options.prefix}:app:${name}`;
  }

  settle(): Promise<void> {
    return this.#options.settle();
  }

  /** The stamp for a computation that begins now. Like the runtime, a case uses it for writes of this key only. */
  async stamp(name: string, dependencies: readonly string[] = DEPENDENCIES): Promise<Stamp> {
    const [reading] = await this.store.read([{ key: this.key(name), dependencies }]);
    ok(reading !== undefined, 'read() answers one reading for each request');
    return reading.stamp;
  }

  /** The stamp for a refresh. */
  async next(name: string, dependencies: readonly string[] = DEPENDENCIES): Promise<Stamp> {
    const [stamp] = await this.store.takeNextStamps([{ key: this.key(name), dependencies }]);
    ok(stamp !== undefined, 'takeNextStamps() answers one stamp for each request');
    return stamp;
  }

  /** A write, sealed as the store wants it. */
  request(name: string, { stamp, ...write }: Writing & { readonly stamp: Stamp }): WriteRequest {
    const sealed = (this.store.sealing ?? memorySealing).seal(write.value, SEAL_OPTIONS);
    ok(sealed !== undefined, 'the sealing takes plain data');
    const { owner = OWNER } = write;
    return { ttl: LONG, dependencies: ['*', owner], ...write, owner, stamp, key: this.key(name), value: sealed.held };
  }

  /** Writes once. */
  async write(name: string, writing: Writing): Promise<WriteOutcome> {
    const { owner = OWNER, dependencies = ['*', owner] } = writing;
    const stamp = writing.stamp ?? (await this.stamp(name, dependencies));
    const outcomes = await this.store.write([this.request(name, { ...writing, stamp })]);
    const [outcome] = outcomes;
    ok(outcomes.length === 1 && outcome !== undefined, 'write() answers one outcome for each write');
    return outcome;
  }

  /** Stores a value so that it is served. */
  async put(name: string, writing: Writing): Promise<void> {
    const served = await this.offer(name, writing);
    deepStrictEqual(served, { value: writing.value }, `what was stored under ${name} is served`);
  }

  /** Tries to store a value; answers what is served then. */
  async offer(name: string, writing: Writing): Promise<Served> {
    let served: Served = { reason: 'absent' };
    for (let i = 0; i < this.#options.tries && !('value' in served); i++) {
      await this.settle();
      await this.write(name, writing);
      served = await this.get(name);
    }
    return served;
  }

  /** What is served to a call, which has these dependencies. */
  async get(name: string, dependencies: readonly string[] = []): Promise<Served> {
    const readings = await this.store.read([{ key: this.key(name), dependencies }]);
    const [reading] = readings;
    ok(readings.length === 1 && reading !== undefined, 'read() answers one reading for each request');
    if (reading.entry === undefined) return { reason: reading.reason };
    return { value: this.open(reading.entry.value) };
  }

  /** Names of those for which something else is served than this, asked in one batch. */
  async wrongOf(expected: ReadonlyMap<string, unknown>): Promise<readonly string[]> {
    const names = [...expected.keys()];
    const readings = await this.store.read(names.map((name) => ({ key: this.key(name), dependencies: [] })));
    return names.filter((name, at) => {
      const entry = readings[at]?.entry;
      return entry === undefined || !isDeepStrictEqual(this.open(entry.value), expected.get(name));
    });
  }

  /** A stored value as a caller gets it. */
  open(held: unknown): unknown {
    const value = (this.store.sealing ?? memorySealing).open(held, SEAL_OPTIONS);
    ok(value !== UNREADABLE, 'what was sealed can be opened');
    return value;
  }

  async invalidate(...dependencies: readonly string[]): Promise<void> {
    await this.store.invalidate(dependencies);
  }

  /** Ends single keys; answers for each whether there was an entry. */
  async end(...names: readonly string[]): Promise<readonly boolean[]> {
    return this.store.invalidateKeys(names.map((name) => this.key(name)));
  }

  /** Asserts that nothing is served. */
  async missing(name: string, dependencies: readonly string[] = []): Promise<void> {
    const served = await this.get(name, dependencies);
    ok('reason' in served, `nothing is served for ${name}, but ${JSON.stringify(served)} is`);
  }
}
