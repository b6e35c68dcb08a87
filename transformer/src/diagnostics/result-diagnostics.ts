import { define, type On } from './define-diagnostic.ts';

/** Results that could not be given back as they were. */
export const RESULT_DIAGNOSTICS = {
  uncopyableResult: define<On & { readonly path: string; readonly what: string; readonly isUsedUp: boolean }>(
    1234,
    'uncopyable-result',
    ({ on, path, what, isUsedUp }) =>
      `${path === '' ? `the result of ${on}` : `${path} in the result of ${on}`} is ${what}, which no copy and no store can give back. Return plain data${isUsedUp ? ', such as all that it gives in a list' : ', or write isolate=share if all callers may have the very same object and it stays in memory'}.`,
  ),
  changedByJson: define<On & { readonly path: string; readonly what: string }>(
    1235,
    'changed-by-json',
    ({ on, path, what }) =>
      `codec=json would change what ${on} returns: ${path === '' ? 'it' : path} is ${what}. Remove codec=json, or return what JSON carries.`,
  ),
};
