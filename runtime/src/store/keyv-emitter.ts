import { EventEmitter } from 'node:events';

/** What Keyv wants of an emitter, in words of our own: declarations that import Node's would need @types/node. */
export interface KeyvEmitterMethods {
  on(name: string | symbol, listener: (...args: unknown[]) => void): this;
  once(name: string | symbol, listener: (...args: unknown[]) => void): this;
  off(name: string | symbol, listener: (...args: unknown[]) => void): this;
  addListener(name: string | symbol, listener: (...args: unknown[]) => void): this;
  removeListener(name: string | symbol, listener: (...args: unknown[]) => void): this;
  emit(name: string | symbol, ...args: unknown[]): boolean;
  listenerCount(name: string | symbol): number;
}

/** The class that storage adapters for Keyv extend: Node's emitter. */
export const KeyvEmitter: new () => KeyvEmitterMethods = EventEmitter;
