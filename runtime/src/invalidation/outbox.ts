/**
 * Invalidations that a store did not take. They are retried until it does, with growing pauses; until then this
 * process neither serves nor stores anything that depends on them. The outbox dies with the process.
 *
 * A name that was added again while a retry was under way stays: that retry may have been counted before the
 * change that the later invalidation stands for.
 */
import type { Store } from '../store/port.ts';
import type { InvalidationTargets } from './targets.ts';

/** Starts a timer, which keeps the process alive only where a caller awaits it. */
export type StartTimer = (run: () => void, milliseconds: number, isAwaited?: boolean) => void;

/** Invalidations that are still to be written to a store. */
export interface PendingInvalidation extends InvalidationTargets {
  /** Kind of the store that did not take them: `redis`. */
  readonly store: string;
  /** Retries that failed so far. */
  readonly attempts: number;
}

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 5000;

interface Box {
  /** Names and the number of the addition that put them here last. */
  readonly dependencies: Map<string, number>;
  readonly keys: Map<string, number>;
  attempts: number;
  /** A retry runs, or a timer for one. */
  retrying: boolean;
}

/** What an outbox takes from the cache around it. */
export interface OutboxSurroundings {
  readonly startTimer: StartTimer;
  /** A retry failed. */
  readonly report: (error: unknown) => void;
  /** Is given the promise of each retry, which never rejects, when it is planned. */
  readonly inBackground: (work: Promise<void>) => void;
}

export class Outbox {
  readonly #surroundings: OutboxSurroundings;
  readonly #boxes = new Map<Store, Box>();
  #additions = 0;
  /** Counts what was sent after all: a read that was on its way meanwhile may be older than that. */
  sent = 0;

  constructor(surroundings: OutboxSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Nothing is pending: the one comparison that a hit costs. */
  get isEmpty(): boolean {
    return this.#boxes.size === 0;
  }

  /** Keeps the targets until a retry of them is taken, or until the answer is called: the store took them after all. */
  add(store: Store, targets: InvalidationTargets): () => void {
    const box = this.#boxes.get(store) ?? { dependencies: new Map(), keys: new Map(), attempts: 0, retrying: false };
    this.#boxes.set(store, box);
    store.resident?.touchAll?.();
    const addition = ++this.#additions;
    for (const name of targets.dependencies) box.dependencies.set(name, addition);
    for (const key of targets.keys) box.keys.set(key, addition);
    this.#plan(store, box);
    return () => {
      this.sent++;
      this.#remove(store, box, (added) => added === addition);
    };
  }

  /** Whether an entry of this key with these dependencies must neither be served nor stored. */
  blocks(store: Store, key: string, dependencies: readonly string[]): boolean {
    const box = this.#boxes.get(store);
    if (box === undefined) return false;
    return box.keys.has(key) || dependencies.some((name) => box.dependencies.has(name));
  }

  list(): readonly PendingInvalidation[] {
    return Array.from(this.#boxes, ([store, box]) => ({
      store: store.kind,
      dependencies: [...box.dependencies.keys()],
      keys: [...box.keys.keys()],
      attempts: box.attempts,
    }));
  }

  /** Forgets what is pending for stores that are no longer in use. */
  drop(store: Store): void {
    this.#boxes.delete(store);
  }

  #plan(store: Store, box: Box): void {
    if (box.retrying) return;
    box.retrying = true;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** box.attempts);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#surroundings.startTimer(() => resolve(this.#retry(store, box)), pause);
    this.#surroundings.inBackground(promise);
  }

  async #retry(store: Store, box: Box): Promise<void> {
    if (this.#boxes.get(store) !== box) return;
    const upTo = this.#additions;
    try {
      await store.invalidate([...box.dependencies.keys()]);
      await store.invalidateKeys([...box.keys.keys()]);
      this.sent++;
      box.attempts = 0;
      this.#remove(store, box, (added) => added <= upTo);
    } catch (error) {
      box.attempts++;
      this.#surroundings.report(error);
    }
    box.retrying = false;
    if (this.#boxes.get(store) === box) this.#plan(store, box);
  }

  /** Forgets what was added then; and the box with its last name. */
  #remove(store: Store, box: Box, isMeant: (addition: number) => boolean): void {
    for (const names of [box.dependencies, box.keys]) {
      for (const [name, addition] of names) if (isMeant(addition)) names.delete(name);
    }
    if (box.dependencies.size + box.keys.size === 0 && this.#boxes.get(store) === box) this.#boxes.delete(store);
  }
}
