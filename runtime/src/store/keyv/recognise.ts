/**
 * Tells by shape what was given: nothing of keyv is imported, so any version and any copy of it fits.
 *
 * - `keyv`: a Keyv of version 5 or 6.
 * - `adapter`: a storage adapter whose `set` takes a relative ttl, as those for version 5 do.
 * - `adapter-6`: one that declares the contract of version 6, whose `set` takes the instant of expiry.
 * - `map`: a Map, or what has its methods and a `size`: quick-lru, lru-cache.
 */
export type GivenShape = 'keyv' | 'adapter' | 'adapter-6' | 'map';

/** What it is; `undefined`: none of these. */
export function recognise(given: unknown): GivenShape | undefined {
  if (typeof given !== 'object' || given === null || !hasMethods(given, ['get', 'set', 'delete'])) return undefined;
  if (hasMethods(given, ['getMany', 'setMany', 'deleteMany', 'getRaw']) && 'stats' in given) return 'keyv';
  if (readField(readField(given, 'capabilities'), 'expires') === true) return 'adapter-6';
  if (hasMethods(given, ['has']) && typeof readField(given, 'size') === 'number') return 'map';
  return hasMethods(given, ['clear']) ? 'adapter' : undefined;
}

/** Whether the object has all these methods. */
export function hasMethods(given: object, names: readonly string[]): boolean {
  return names.every((name) => typeof Reflect.get(given, name) === 'function');
}

/** A field of what may be an object; `undefined` where it is none or has no such field. */
export function readField(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
}
