import { define, type On, type Tag } from './define-diagnostic.ts';

/** What the tagged code looks like. */
export const SHAPE_DIAGNOSTICS = {
  unsupportedForm: define<{ what: string; fix: string }>(
    1301,
    'unsupported-form',
    ({ what, fix }) => `this version cannot cache ${what}. ${fix}`,
  ),
  generator: define<On>(
    1302,
    'generator',
    ({ on }) =>
      `${on} is a generator; what it yields can be read only once, so it cannot be served again. Cache a function that returns an array.`,
  ),
  accessor: define<On>(
    1303,
    'accessor',
    ({ on }) => `${on} is an accessor, which has no arguments to make a key from. Turn it into a method.`,
  ),
  constructorFunction: define<On>(
    1304,
    'constructor',
    ({ on }) =>
      `${on} is a constructor; new must give a new object each time. Cache a method or a function that creates the object.`,
  ),
  noBody: define<On & { readonly fix: string }>(
    1305,
    'no-body',
    ({ on, fix }) => `${on} has no body here that could be cached. ${fix}`,
  ),
  nestedFunction: define<On & { readonly outer: string }>(
    1306,
    'nested-function',
    ({ on, outer }) =>
      `${on} stands inside ${outer}, whose variables it can use without their being part of the key. Move it to the top level of the file.`,
  ),
  destructuredParameter: define<On & { readonly pattern: string }>(
    1307,
    'destructured-parameter',
    ({ on, pattern }) =>
      `this version cannot name the parts of ${pattern}, a parameter of ${on}, in a key. Give the parameter a name and take it apart in the body.`,
  ),
  redeclaredParameter: define<On & { readonly parameter: string }>(
    1308,
    'redeclared-parameter',
    ({ on, parameter }) =>
      `the body of ${on} declares ${parameter} again, which a cached body would read as undefined. Rename the inner ${parameter}.`,
  ),
  computedName: define<{ name: string }>(
    1309,
    'computed-name',
    ({ name }) =>
      `${name} is not a plain name, so nothing could refer to its cached calls. Give the method a plain name.`,
  ),
  privateName: define<{ name: string }>(
    1310,
    'private-name',
    ({ name }) =>
      `this version cannot cache ${name}: a # method is out of reach of cacheOf(). Write it as a TypeScript private method, or cache the function it calls.`,
  ),
  notAFunction: define<Tag & On>(
    1311,
    'not-a-function',
    ({ tag, on }) => `@${tag} fits functions, and ${on} is none. Move the comment to the function itself.`,
  ),
  severalDeclarations: define<{ names: readonly string[] }>(
    1312,
    'several-declarations',
    ({ names }) =>
      `this comment stands before ${names.join(', ')} and cannot mean all of them. Give each its own const.`,
  ),
  overwrittenMember: define<On & { readonly by: string }>(
    1313,
    'overwritten-member',
    ({ on, by }) => `${by} comes after ${on} in the object and may replace it. Move ${on} to the end of the object.`,
  ),
  reassignable: define<On & { readonly keyword: string }>(
    1314,
    'reassignable',
    ({ on, keyword }) =>
      `${on} is declared with ${keyword}, so another function can take its place under the same key. Declare it with const.`,
  ),
};
