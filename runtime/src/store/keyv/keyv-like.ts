/**
 * What `configure({ store })` takes beside stores of ours: a Keyv of version 5 or 6, a storage adapter of either, a Map, or
 * what is like one. What else they need is looked at when they are given.
 */
export interface KeyvLike {
  get(key: string): unknown;
  set(key: string, value: string): unknown;
  delete(key: string): unknown;
}
