import { nameOfClass } from './eviction.ts';
import { hasMethods } from './recognise.ts';

/** What was given in place of a store, and what it lacks, for messages: `a Redis, which has no delete()`. */
export function describeGiven(given: unknown): string {
  if (typeof given !== 'object' || given === null) {
    return typeof given === 'function'
      ? `the function ${given.name || 'without a name'}`
      : `${JSON.stringify(given) ?? String(given)} (${given === null ? 'null' : typeof given})`;
  }
  if (hasMethods(given, ['then'])) return 'a promise: await it first';
  const missing = ['get', 'set', 'delete', 'clear'].filter((name) => !hasMethods(given, [name]));
  return `${article(nameOfClass(given))}, which has no ${missing.join('(), ')}()`;
}

function article(name: string): string {
  return /^[AEIOU]/i.test(name) ? `an ${name}` : `a ${name}`;
}
