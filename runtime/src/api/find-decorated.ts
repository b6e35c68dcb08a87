/**
 * The cached method that a decorator has replaced. A legacy decorator runs after the class has attached its methods, so
 * the function that an object has then is another one. Compiled code told where such a method lives, so it is found by
 * the class itself and its name. A method that was replaced without a decorator is found by the name of the class that
 * holds it; a method of a subclass is another function.
 */
import type { Cache } from '../cache.ts';
import type { AnyFunction, Handle } from '../call/handle.ts';
import { NotTransformedError } from '../errors.ts';

/** Ids in a message. */
const MOST_IDS = 5;

/** A method as `cacheOf` was given it. */
interface GivenMethod {
  readonly method: PropertyKey | AnyFunction | undefined;
  readonly fn: AnyFunction;
}

/** @throws NotTransformedError (HF3002) where functions of several namespaces have this id. */
export function findDecorated(cache: Cache, object: unknown, { method, fn }: GivenMethod): Handle | undefined {
  if (method === undefined) return undefined;
  for (let holder: unknown = object; isObject(holder); holder = Object.getPrototypeOf(holder)) {
    const name = typeof method === 'function' ? nameIn(holder, fn) : method;
    if (typeof name !== 'string' || !Object.hasOwn(holder, name)) continue;
    const atHome = findAtHome(cache, holder, name);
    if (atHome !== undefined) return atHome;
    const className = classOf(holder);
    // A decorator may have put the function on the object itself (to bind it): then its class is further up.
    if (className !== undefined) return findOne(cache, `${className}.${name}`, fn);
  }
  return undefined;
}

function findAtHome(cache: Cache, holder: object, name: string): Handle | undefined {
  return [...cache.handles.values()].find(
    ({ homes, attached }) => attached?.name === name && homes?.has(holder) === true,
  );
}

/** @param name class and method, which an `@idPrefix` may stand before */
function findOne(cache: Cache, name: string, fn: AnyFunction): Handle | undefined {
  const found = [...cache.handles.values()].filter(
    ({ spec, attached }) =>
      spec.kind !== 'function' && `.${spec.id}`.endsWith(`.${name}`) && attached !== undefined && attached !== fn,
  );
  if (found.length < 2) return found[0];
  const ids = found.slice(0, MOST_IDS).map(({ namespace, spec }) => `${namespace}:${spec.id}`);
  throw new NotTransformedError(
    `${name} was replaced by a decorator, and several cached methods are called so: ${ids.join(', ')}${found.length > MOST_IDS ? ', …' : ''}. Nothing tells which one is meant; rename one of the classes.`,
  );
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** The class that declares what the holder has: a class for its static methods, a prototype for the others. */
function classOf(holder: object): string | undefined {
  if (typeof holder === 'function') return holder.name;
  const made: unknown = Reflect.get(holder, 'constructor');
  return typeof made === 'function' && made.prototype === holder ? made.name : undefined;
}

function nameIn(holder: object, fn: AnyFunction): string | undefined {
  return Object.getOwnPropertyNames(holder).find((name) => Object.getOwnPropertyDescriptor(holder, name)?.value === fn);
}
