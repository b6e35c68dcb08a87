import { isBoxedPrimitive, isPromise } from 'node:util/types';

/** Why an object that is no plain data and has no `toJSON()` cannot be a key, as the end of a sentence. */
export function describeObject(object: object): string {
  const name = nameOf(object);
  if (isBoxedPrimitive(object)) return `is a boxed primitive (new ${name})`;
  if (isPromise(object)) return 'is a promise (await it before the call)';
  return `is an instance of ${name} and has no toJSON()`;
}

/** For a message only: class names do not survive minification, so they are never part of a key. */
function nameOf(object: object): string {
  const made = object.constructor;
  if (typeof made === 'function' && made !== Object && made.name !== '') return made.name;
  return Object.prototype.toString.call(object).slice('[object '.length, -1);
}
