import { define, type Nearest, type On, suggest } from './define-diagnostic.ts';

/** `if=keep`, as it stands in the comment. */
type Name = { readonly name: string };

/** Functions that `if=`, `vary=` and `@tag =` name, and lists that `unordered=` names. */
export const FUNCTION_DIAGNOSTICS = {
  unknownFunction: define<Name & Nearest & { readonly problem: string }>(
    1220,
    'unknown-function',
    ({ name, problem, nearest }) =>
      `${name} ${problem}. ${suggest(nearest, 'Name a function that is in scope there.')}`,
  ),
  notCallable: define<Name & { readonly type: string }>(
    1221,
    'not-callable',
    ({ name, type }) => `${name} is of type ${type}, which cannot be called. Name a function.`,
  ),
  unusableFunction: define<Name & { readonly problem: string }>(
    1222,
    'unusable-function',
    ({ name, problem }) => `${name} ${problem}. Name a function that stands outside of it, or rename one of the two.`,
  ),
  typeOnlyFunction: define<Name & { readonly root: string }>(
    1223,
    'type-only-function',
    ({ name, root }) =>
      `${name} uses ${root}, which is imported as a type: at run time there is nothing to call. Import ${root} without "type".`,
  ),
  functionParameters: define<Name & { readonly problem: string; readonly given: string }>(
    1224,
    'function-parameters',
    ({ name, problem, given }) =>
      `${name} is called with ${given}, but it ${problem}. Change its parameters, or name a function that fits.`,
  ),
  functionResult: define<Name & { readonly returns: string; readonly wanted: string; readonly isPromise: boolean }>(
    1225,
    'function-result',
    ({ name, returns, wanted, isPromise }) =>
      `${name} returns ${returns}, but has to give ${wanted}. ${isPromise ? 'Name a function that is not asynchronous.' : 'Change what it returns, or name a function that fits.'}`,
  ),
  patternArgument: define<Name & On & { readonly pattern: string }>(
    1226,
    'pattern-argument',
    ({ name, on, pattern }) =>
      `${name} is called with the parameters of ${on}, and ${pattern} takes one apart, so that it can no longer be handed on. Give the parameter a name and take it apart in the body.`,
  ),
  unorderedNoList: define<On & { readonly parameter: string; readonly type: string }>(
    1227,
    'unordered-no-list',
    ({ parameter, on, type }) =>
      `unordered=${parameter} names a parameter of ${on} of type ${type}, and only the order of an array or a Set can be left out. Remove ${parameter} from unordered=.`,
  ),
  unorderedOutsideKey: define<On & { readonly parameter: string }>(
    1228,
    'unordered-outside-key',
    ({ parameter, on }) =>
      `unordered=${parameter} says how ${parameter} counts in the key of ${on}, and the key does not hold ${parameter} as a whole. Remove it from unordered=, or make {${parameter}} part of the key.`,
  ),
};
