import type { Cache } from '../cache.ts';
import type { Target } from '../call/capture.ts';
import type { AnyFunction, Handle } from '../call/handle.ts';
import { NotTransformedError } from '../errors.ts';
import { findDecorated } from './find-decorated.ts';

/** What `cacheOf` was given: a function, an id, or an object and one of its methods, by name or as a function. */
export interface Subject {
  readonly subject: unknown;
  readonly method: PropertyKey | AnyFunction | undefined;
}

/** Finds the function's handle, and how to call the function. @throws NotTransformedError (HF3002) */
export function resolveTarget(cache: Cache, { subject, method }: Subject): Target {
  if (typeof subject === 'string') return byId(cache, subject);
  const fn = functionOf(subject, method);
  const handle = isFunction(fn)
    ? (cache.byFunction.get(fn) ?? findDecorated(cache, subject, { method, fn }))
    : undefined;
  if (!isFunction(fn) || handle === undefined) throw notTransformed(fn, method);
  return { handle, fn, receiver: method === undefined ? undefined : subject };
}

function functionOf(subject: unknown, method: PropertyKey | AnyFunction | undefined): unknown {
  if (method === undefined) return subject;
  return typeof method === 'function' ? method : Reflect.get(Object(subject), method);
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function byId(cache: Cache, id: string): Target {
  const found = [...cache.handles.values()].filter((handle) => handle.spec.id === id || nameOf(handle) === id);
  const [handle] = found;
  if (handle?.attached === undefined || found.length > 1) {
    throw new NotTransformedError(
      found.length > 1
        ? `the id ${id} stands for functions of several namespaces: ${found.map(nameOf).join(', ')}. Name one of these.`
        : `no cached function has the id ${id}. Ids in use: ${listIds(cache)}. A function is known once its module was loaded.`,
    );
  }
  return { handle, fn: handle.attached, receiver: undefined };
}

function nameOf(handle: Handle): string {
  return `${handle.namespace}:${handle.spec.id}`;
}

function listIds(cache: Cache): string {
  const ids = [...cache.handles.values()].map((handle) => handle.spec.id);
  return ids.length === 0 ? 'none' : ids.slice(0, 20).join(', ');
}

function notTransformed(fn: unknown, method: PropertyKey | AnyFunction | undefined): NotTransformedError {
  if (typeof fn !== 'function') {
    const what = method === undefined ? `a value of type ${typeof fn}` : `${String(method)}, which is no function`;
    return new NotTransformedError(`cacheOf was given ${what}. Give it the annotated function itself.`);
  }
  return new NotTransformedError(
    `${fn.name || 'this function'} was not compiled by Holdfast, so nothing of it is cached. It needs @cache in its doc comment, the plugin in tsconfig.json ("plugins": [{ "transform": "@holdfast/transformer" }]), and a build with tspc; plain tsc ignores plugins without a word. Where it is a method with id= that a decorator replaced, name it by that id: cacheOf('users.get').`,
  );
}
