import { sealBytes } from '../../../../../runtime/src/codec/seal-bytes.ts';
import type { Stamp } from '../../../../../runtime/src/stamp/stamp.ts';
import { getSetStore } from '../../../../../runtime/src/store/keyv/get-set-store.ts';
import type { KeyvClient, TextRow } from '../../../../../runtime/src/store/keyv/keyv-client.ts';
import type { Store, WriteOutcome } from '../../../../../runtime/src/store/port.ts';

export const CLOCK_SKEW = 50;

const KEY = 'hf:app:find(id=1)';
const TAG = 't:team:1';
const DEPENDENCIES = ['*', 'f:app:find', TAG];
const sealing = sealBytes();

/** Rows that several processes share, and the time. Writes of a process can be held back on their way. */
export class HeldRows {
  readonly rows = new Map<string, string>();
  time = 1_000_000;
  /** How long each write takes. */
  latency = 0;
  /** The next write fails with this. */
  failure: Error | undefined;
  /** Happens before the next read comes to the rows, the one after it, and so on. */
  readonly beforeReads: (() => void)[] = [];

  /** One more process. */
  open(promise: 'bounded' | 'besteffort' = 'bounded'): HeldProcess {
    return new HeldProcess(this, promise);
  }
}

/** A process: it finds, loads and invalidates one entry with one tag. */
export class HeldProcess {
  readonly store: Store;
  readonly #shared: HeldRows;
  readonly #held: (() => void)[] = [];
  #holds = false;

  constructor(shared: HeldRows, promise: 'bounded' | 'besteffort') {
    this.#shared = shared;
    const now = (): number => shared.time;
    const client: KeyvClient = {
      kind: 'keyv',
      evicts: false,
      longestName: 200,
      reserved: '',
      getMany: async (names) => {
        shared.beforeReads.shift()?.();
        return names.map((name) => shared.rows.get(name));
      },
      setMany: (rows) => this.#set(rows),
      deleteMany: async (names) => names.forEach((name) => void shared.rows.delete(name)),
      close: () => {},
    };
    const clocks = { now, wallNow: now };
    this.store = getSetStore({ client, promise, sealing, clocks, clockSkew: CLOCK_SKEW, prefix: 'hf' });
  }

  /** From now on writes wait on their way. */
  hold(): void {
    this.#holds = true;
  }

  /** The oldest write that waits comes to the rows. */
  async release(): Promise<void> {
    this.#held.shift()?.();
    await settled();
  }

  /** All that waits comes, and what follows waits no more. */
  async releaseAll(): Promise<void> {
    this.#holds = false;
    while (this.#held.length > 0) await this.release();
  }

  /** The stamp of a load that knows what it depends on; `late`: that finds it in its result. */
  async begin(when: 'known' | 'late' = 'known'): Promise<Stamp> {
    const [reading] = await this.store.read([{ key: KEY, dependencies: when === 'late' ? [] : DEPENDENCIES }]);
    if (reading === undefined) throw new Error('one reading for each request');
    // The store cannot know what was seen with a stamp that is not its own.
    return when === 'late' ? { ...reading.stamp } : reading.stamp;
  }

  /** Ends a load; `raisesFloor`: of a refresh. */
  async end(stamp: Stamp, value: unknown, raisesFloor = false): Promise<WriteOutcome | undefined> {
    const options = { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined } as const;
    const held = sealing.seal(value, options)?.held;
    const write = { key: KEY, value: held, stamp, dependencies: DEPENDENCIES, ttl: 60_000, owner: 'f:app:find' };
    return (await this.store.write([{ ...write, raisesFloor }]))[0];
  }

  /** The stamp of a refresh. */
  async refresh(): Promise<Stamp> {
    const [stamp] = await this.store.takeNextStamps([{ key: KEY, dependencies: DEPENDENCIES }]);
    if (stamp === undefined) throw new Error('one stamp for each request');
    return stamp;
  }

  /** What is served, or why nothing is. */
  async find(dependencies: readonly string[] = DEPENDENCIES): Promise<unknown> {
    const [reading] = await this.store.read([{ key: KEY, dependencies }]);
    return reading?.entry === undefined ? reading?.reason : reading.entry.value;
  }

  async invalidate(name: string = TAG): Promise<void> {
    await this.store.invalidate([name]);
  }

  async invalidateKey(): Promise<readonly boolean[]> {
    return this.store.invalidateKeys([KEY]);
  }

  #set(rows: readonly TextRow[]): Promise<void> {
    const put = (): void => {
      const { failure } = this.#shared;
      this.#shared.failure = undefined;
      if (failure !== undefined) throw failure;
      this.#shared.time += this.#shared.latency;
      for (const { name, text } of rows) this.#shared.rows.set(name, text);
    };
    if (!this.#holds) return Promise.resolve().then(put);
    return new Promise((resolve) => {
      this.#held.push(() => {
        put();
        resolve();
      });
    });
  }
}

/** Everything that can go on by itself has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
