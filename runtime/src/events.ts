import type { Channel } from 'node:diagnostics_channel';
import type { MissReason } from './store/port.ts';
import type { Milliseconds } from './units.ts';

/**
 * Why a call was not served. Besides the store's own reasons: `error`: the store did not answer; `off`:
 * `enabled: false`; `pending`: an invalidation is in the outbox; `transaction`: inside `invalidateAfter`; `other-store`:
 * inside a computation whose result goes to another store; `shape`: the entry was written for another return type, or by a
 * function that looks for other entities in its results.
 * `missing-id`: a parameter that names an entity holds no id. Where an entry cannot be read, the reason is `malformed`, and an `error` event says why.
 */
export type NotServed =
  | MissReason
  | 'error'
  | 'off'
  | 'pending'
  | 'transaction'
  | 'other-store'
  | 'shape'
  | 'missing-id';

export type RefuseReason =
  | 'overtaken'
  | 'null'
  | 'if'
  | 'uncopyable'
  | 'too-large'
  | 'pending'
  | 'transaction'
  | 'missing-id';

/** What each event carries. */
export interface EventMap {
  /** A stored value was served. */
  readonly hit: { readonly id: string; readonly key: string };
  /** Nothing could be served; the body runs. */
  readonly miss: { readonly id: string; readonly key: string; readonly reason: NotServed };
  /** A caller waits for a computation that runs already. */
  readonly join: { readonly id: string; readonly key: string };
  /** A result was stored. */
  readonly store: { readonly id: string; readonly key: string; readonly ttl: Milliseconds };
  /**
   * A result was returned but not stored. `overtaken`: something it depends on was invalidated while it was
   * computed; `null`: `null=skip`; `if`: the function of `if=` said so, or failed; `uncopyable`: it holds a function, an
   * instance, …, or the codec cannot carry it; `too-large`: over `maxValueBytes`; `pending`: an invalidation of it is in
   * the outbox; `transaction`: it was computed inside `invalidateAfter` after something was invalidated;
   * `missing-id`: an entity that it depends on has no usable id, which an `error` event of `tracks` tells.
   */
  readonly refuse: { readonly id: string; readonly key: string; readonly reason: RefuseReason };
  /** An invalidation was written to all stores. */
  readonly invalidate: { readonly dependencies: readonly string[]; readonly keys: readonly string[] };
  /** Something failed that did not fail the call. */
  readonly error: { readonly operation: string; readonly error: unknown; readonly id?: string; readonly key?: string };
}

export type EventName = keyof EventMap;

export type Listener<Name extends EventName> = (event: EventMap[Name]) => void;

/** All names. */
export const EVENT_NAMES: readonly EventName[] = ['hit', 'miss', 'join', 'store', 'refuse', 'invalidate', 'error'];

/** Whether this is the name of an event. */
export function isEventName(name: string): name is EventName {
  return EVENT_NAMES.some((known) => known === name);
}

/**
 * Listeners by event, and the channels `holdfast:<event>` of node:diagnostics_channel. Who sends an event asks first
 * whether anybody listens: `if (events.listens('hit')) …`. What a listener throws never reaches the call: it is sent to the `error` listeners, and what one of those
 * throws is rethrown outside of any call, as an uncaught exception.
 */
export class Events {
  readonly #listeners: Readonly<Record<EventName, Set<(event: never) => void>>>;

  readonly #channels: Readonly<Record<EventName, Channel>>;

  constructor() {
    const { channel } = process.getBuiltinModule('node:diagnostics_channel');
    const byName = <T>(make: (name: EventName) => T): Record<EventName, T> =>
      // Every name has one.
      Object.fromEntries(EVENT_NAMES.map((name) => [name, make(name)])) as Record<EventName, T>;
    this.#channels = byName((name) => channel(`holdfast:${name}`));
    this.#listeners = byName(() => new Set());
  }

  /** Whether a listener or a subscriber of the channel would hear the event. */
  listens(name: EventName): boolean {
    return this.#listeners[name].size > 0 || this.#channels[name].hasSubscribers;
  }

  /** Adds a listener; the answer removes it. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
    const listeners = this.#listeners[name];
    // A registration of its own, so that one function can be added and removed twice.
    const registered = (event: EventMap[Name]): void => listener(event);
    listeners.add(registered);
    return () => void listeners.delete(registered);
  }

  emit<Name extends EventName>(name: Name, event: EventMap[Name]): void {
    // A copy: a listener may add and remove listeners.
    for (const listener of [...this.#listeners[name]]) {
      try {
        // Only listeners of this event's own type are kept under its name.
        (listener as Listener<Name>)(event);
      } catch (error) {
        this.#listenerFailed(name, error);
      }
    }
    // Does nothing without subscribers. An error of theirs is reported by the channel itself, outside of the call.
    this.#channels[name].publish(event);
  }

  #listenerFailed(name: EventName, error: unknown): void {
    if (name !== 'error' && this.listens('error')) {
      this.emit('error', { operation: `listener of ${name}`, error });
      return;
    }
    queueMicrotask(() => {
      throw error;
    });
  }
}
