/**
 * A store that opens while the process goes on: `configure({ wait: false })`. Opening is tried until it succeeds.
 *
 * Until then reads fail, so calls run their bodies and nothing is stored. Invalidations wait for the attempt that is
 * under way and fail with it; so they come to the outbox, and what depends on them is not served before they are written.
 */
import type { Cache } from '../cache.ts';
import { isPromiseLike } from '../call/steps.ts';
import { StoreUnreachableError } from '../errors.ts';
import { inBackground } from '../in-background.ts';
import type { Settings } from '../settings.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type {
  Entry,
  MaybePromise,
  Reading,
  ReadRequest,
  SharedReading,
  Store,
  StorePromise,
  WriteOutcome,
  WriteRequest,
} from '../store/port.ts';
import { readShared } from '../store/read-shared.ts';
import type { Milliseconds } from '../units.ts';
import type { Sealing } from '../value/sealing.ts';
import { type Opening, openStore } from './open-store.ts';

const FIRST_PAUSE: Milliseconds = 50;
const LONGEST_PAUSE: Milliseconds = 5000;

/** A store that is to be opened, and the settings that come into force with it. */
export interface LaterOpening extends Opening {
  readonly settings: Settings;
}

/** Opens the store at once where it can; otherwise it opens later. */
export function openLater(cache: Cache, opening: LaterOpening): Store {
  const opened = tryOpen(opening);
  return opened instanceof Promise ? new StoreOpenedLater(cache, opening, opened) : opened;
}

/** What fails at once fails as what fails later. */
function tryOpen(opening: Opening): Store | Promise<Store> {
  try {
    const opened = openStore(opening);
    return isPromiseLike(opened) ? Promise.resolve(opened) : opened;
  } catch (error) {
    return Promise.reject(error);
  }
}

export class StoreOpenedLater implements Store {
  readonly kind: string;
  readonly synchronous = false;
  readonly #cache: Cache;
  readonly #opening: Opening;
  #attempt: Promise<Store>;
  #failures = 0;
  #store: Store | undefined;
  #disposed = false;

  constructor(cache: Cache, opening: LaterOpening, attempt: Promise<Store>) {
    this.kind = opening.definition.kind;
    this.#cache = cache;
    this.#opening = opening;
    this.#attempt = attempt;
    inBackground(cache, this.#follow(), opening.settings);
  }

  get isOpen(): boolean {
    return this.#store !== undefined;
  }

  /** The weakest of all, as long as nobody knows. */
  get promise(): StorePromise {
    return this.#store?.promise ?? 'besteffort';
  }

  get answersInOrder(): boolean {
    return this.#store?.answersInOrder === true;
  }

  get sealing(): Sealing | undefined {
    return this.#store?.sealing;
  }

  hit(key: string): Entry | undefined {
    return this.#store?.hit?.(key);
  }

  read(requests: readonly ReadRequest[]): MaybePromise<readonly Reading[]> {
    return this.#opened().read(requests);
  }

  prepare(request: ReadRequest): ReadRequest {
    return this.#store?.prepare?.(request) ?? request;
  }

  readShared(request: ReadRequest): SharedReading {
    return readShared(this.#opened(), request);
  }

  takeNextStamps(requests: readonly ReadRequest[]): MaybePromise<readonly Stamp[]> {
    return this.#opened().takeNextStamps(requests);
  }

  write(writes: readonly WriteRequest[]): MaybePromise<readonly WriteOutcome[]> {
    return this.#opened().write(writes);
  }

  async invalidate(dependencies: readonly string[]): Promise<void> {
    await (await this.#attempt).invalidate(dependencies);
  }

  async invalidateKeys(keys: readonly string[]): Promise<readonly boolean[]> {
    return (await this.#attempt).invalidateKeys(keys);
  }

  sizeOf(owner: string): MaybePromise<number | undefined> {
    return this.#opened().sizeOf(owner);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#store?.dispose();
  }

  #opened(): Store {
    if (this.#store !== undefined) return this.#store;
    throw new StoreUnreachableError(`${this.#opening.name} (${this.kind}) is not open yet.`);
  }

  /** Waits for the attempt; never rejects. */
  async #follow(): Promise<void> {
    try {
      const store = await this.#attempt;
      // Who disposed this store has no other way to reach that one.
      if (this.#disposed) await store.dispose();
      else this.#store = store;
    } catch (error) {
      this.#cache.events.emit('error', { operation: 'open', error });
      if (!this.#disposed) this.#planNext();
    }
  }

  #planNext(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++);
    this.#cache.surroundings.startTimer(() => resolve(this.#tryAgain()), pause);
    inBackground(this.#cache, promise);
  }

  async #tryAgain(): Promise<void> {
    if (this.#disposed) return;
    this.#attempt = Promise.resolve(tryOpen(this.#opening));
    await this.#follow();
  }
}
