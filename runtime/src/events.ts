import type { MissReason } from './store/port.ts';
import type { Milliseconds } from './units.ts';

/** What each event carries. */
export interface EventMap {
  /** A stored value was served. */
  readonly hit: { readonly id: string; readonly key: string };
  /** Nothing could be served; the body runs. `error`: the store did not answer; `off`: `enabled: false`. */
  readonly miss: { readonly id: string; readonly key: string; readonly reason: MissReason | 'error' | 'off' };
  /** A caller waits for a computation that runs already. */
  readonly join: { readonly id: string; readonly key: string };
  /** A result was stored. */
  readonly store: { readonly id: string; readonly key: string; readonly ttl: Milliseconds };
  /**
   * A result was returned but not stored. `overtaken`: something it depends on was invalidated while it was
   * computed; `null`: `null=skip`; `uncopyable`: it holds a function, an instance, …
   */
  readonly refuse: {
    readonly id: string;
    readonly key: string;
    readonly reason: 'overtaken' | 'null' | 'uncopyable';
  };
  /** An invalidation was written: either dependencies or a key. */
  readonly invalidate:
    | { readonly dependencies: readonly string[]; readonly key?: undefined }
    | { readonly key: string; readonly dependencies?: undefined };
  /** Something failed that did not fail the call. */
  readonly error: { readonly operation: string; readonly error: unknown; readonly id?: string; readonly key?: string };
}

export type EventName = keyof EventMap;

export type Listener<Name extends EventName> = (event: EventMap[Name]) => void;

const NAMES: readonly EventName[] = ['hit', 'miss', 'join', 'store', 'refuse', 'invalidate', 'error'];

/** Whether this is the name of an event. */
export function isEventName(name: string): name is EventName {
  return NAMES.some((known) => known === name);
}

/** All names, for messages. */
export function listEventNames(): readonly EventName[] {
  return NAMES;
}

/**
 * Listeners by event. Without a listener an event costs one comparison: `if (events.wants.hit)`.
 * What a listener throws never reaches the call: it is sent to the `error` listeners, and what one of those
 * throws is rethrown outside of any call, as an uncaught exception.
 */
export class Events {
  /** Which events have a listener. */
  readonly wants: { [Name in EventName]: boolean } = {
    hit: false,
    miss: false,
    join: false,
    store: false,
    refuse: false,
    invalidate: false,
    error: false,
  };
  readonly #listeners = new Map<EventName, Set<(event: never) => void>>();

  /** Adds a listener; the answer removes it. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // A registration of its own, so that one function can be added and removed twice.
    const registered = (event: EventMap[Name]): void => listener(event);
    listeners.add(registered);
    this.wants[name] = true;
    return () => {
      listeners.delete(registered);
      this.wants[name] = listeners.size > 0;
    };
  }

  emit<Name extends EventName>(name: Name, event: EventMap[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        // Only listeners of this event's own type are kept under its name.
        (listener as Listener<Name>)(event);
      } catch (error) {
        this.#listenerFailed(name, error);
      }
    }
  }

  #listenerFailed(name: EventName, error: unknown): void {
    if (name !== 'error' && this.wants.error) {
      this.emit('error', { operation: `listener of ${name}`, error });
      return;
    }
    queueMicrotask(() => {
      throw error;
    });
  }
}
