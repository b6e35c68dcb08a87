import { define, type On, type Tag } from './define-diagnostic.ts';

/** What is done to the function of a tag. */
function verbOf(tag: string): 'cached' | 'rewritten' {
  return tag.startsWith('invalidates') ? 'rewritten' : 'cached';
}

/** What the tagged code looks like. */
export const SHAPE_DIAGNOSTICS = {
  unsupportedForm: define<Tag & { readonly what: string; readonly fix: string }>(
    1301,
    'unsupported-form',
    ({ tag, what, fix }) => `this version cannot ${verbOf(tag) === 'cached' ? 'cache' : 'rewrite'} ${what}. ${fix}`,
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
  noBody: define<On & Tag & { readonly fix: string }>(
    1305,
    'no-body',
    ({ on, tag, fix }) => `${on} has no body here that could be ${verbOf(tag)}. ${fix}`,
  ),
  nestedFunction: define<On & { readonly outer: string }>(
    1306,
    'nested-function',
    ({ on, outer }) =>
      `${on} stands in a default value of a parameter of ${outer}, which is evaluated before anything could attach it. Give it a const before ${outer}.`,
  ),
  destructuredParameter: define<On & { readonly pattern: string }>(
    1307,
    'destructured-parameter',
    ({ on, pattern }) =>
      `${pattern}, a parameter of ${on}, binds no name that a key could have. Name what the body uses, or remove the parameter.`,
  ),
  redeclaredParameter: define<On & { readonly parameter: string; readonly why: string }>(
    1308,
    'redeclared-parameter',
    ({ on, parameter, why }) =>
      `the body of ${on} declares its parameter ${parameter} again ${why}. Rename the inner ${parameter}.`,
  ),
  computedName: define<Tag & { readonly name: string }>(
    1309,
    'computed-name',
    ({ tag, name }) =>
      `${name} is computed, so nothing could refer to the ${verbOf(tag)} calls by their name. Write the name itself, or a constant that holds it.`,
  ),
  // 1310 was private-name: methods with # are cached.
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
  reassignable: define<On & Tag & { readonly keyword: string; readonly where: string }>(
    1314,
    'reassignable',
    ({ on, tag, keyword, where }) =>
      `${on} is declared with ${keyword} and may get another function ${where}, which would not be ${verbOf(tag)}. Declare it with const.`,
  ),
  unnamedOuter: define<On & Tag>(
    1315,
    'unnamed-outer',
    ({ on, tag }) =>
      `${on} stands inside a function, class or object without a name, so no names lead to it from the top of the file. Add id=, for example ${tag === 'batch' ? '@batch ids id=loadUsers' : '@cache id=findUser'}.`,
  ),
  argumentsOfPattern: define<On & { readonly pattern: string }>(
    1316,
    'arguments-of-pattern',
    ({ on, pattern }) =>
      `${on} reads arguments, which holds more of ${pattern} than the names in its key. Use the names, or give the parameter one name and take it apart in the body.`,
  ),
  outerArguments: define<On & { readonly outer: string }>(
    1317,
    'outer-arguments',
    ({ on, outer }) =>
      `${on} is an arrow function, so arguments are those of ${outer}, which its key does not hold. Make what it needs a parameter of ${on}.`,
  ),
  cachedWriter: define<On & Tag>(
    1320,
    'cached-writer',
    ({ on, tag }) =>
      `${on} is cached, so most calls of it would write and invalidate nothing, and @${tag} asks that each does. Give the two jobs to two functions.`,
  ),
  writerGenerator: define<On>(
    1321,
    'writer-generator',
    ({ on }) =>
      `${on} is a generator: its call returns before anything is written, so nothing tells when to invalidate. Put the line on a function that has written when it returns or its promise resolves.`,
  ),
  uncallableWriter: define<On & { readonly what: string }>(
    1322,
    'uncallable-writer',
    ({ on, what }) =>
      `${on} is ${what}, which nothing can be put around. Move what it writes to a method, and the line with it.`,
  ),
};
