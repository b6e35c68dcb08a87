/**
 * Every mistake the build reports, in one table. Number and slug are permanent and never reused; the golden
 * file test/unit/transformer/diagnostic-codes.golden.json guards them. Each has a folder
 * fixtures/diagnostics/<number>-<slug> whose README is its page in the documentation.
 *
 * A message names what the developer wrote, says why it cannot hold and ends with the fix.
 */

import type { Span } from './span.ts';

/** One problem, at the offending word. `message` begins with `HF1201 unknown-hole: `. */
export interface Diagnostic extends Span {
  /** `1201` */
  readonly code: number;
  /** `'unknown-hole'` */
  readonly slug: string;
  readonly message: string;
}

interface Reporter<Facts> {
  (span: Span, facts: Facts): Diagnostic;
  readonly code: number;
  readonly slug: string;
}

function define<Facts>(code: number, slug: string, render: (facts: Facts) => string): Reporter<Facts> {
  const report = ({ start, length }: Span, facts: Facts): Diagnostic => ({
    code,
    slug,
    message: `HF${code} ${slug}: ${render(facts)}`,
    start,
    length,
  });
  return Object.assign(report, { code, slug });
}

/** `Did you mean ttl=?` where a name is near enough, else the fix that needs no name. */
function suggest(nearest: string | undefined, otherwise: string): string {
  return nearest === undefined ? otherwise : `Did you mean ${nearest}?`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

type Tag = { readonly tag: string };
type Option = Tag & { readonly option: string };
type On = { readonly on: string };
type Nearest = { readonly nearest: string | undefined };
type Known = { readonly known: readonly string[] };

/** Grammar of the tag lines: what can be told from the text alone. */
const GRAMMAR = {
  unknownOption: define<Option & Known & Nearest>(1001, 'unknown-option', ({ tag, option, known, nearest }) =>
    `@${tag} has no option ${option}. Options: ${list(known)}. ${suggest(nearest && `${nearest}=`, 'Remove it.')}`),
  unsupportedOption: define<Option>(1002, 'unsupported-option', ({ tag, option }) =>
    `this version cannot do what ${option}= asks of @${tag}, and ignoring it would change the meaning of the line. Remove ${option}=.`),
  durationWithoutUnit: define<{ option: string; value: string }>(1003, 'duration-without-unit', ({ option, value }) =>
    `${option}=${value} could mean milliseconds, seconds or minutes. Add the unit: ${option}=${value}ms, ${option}=${value}s or ${option}=${value}m.`),
  durationNotPositive: define<{ option: string; value: string; instead: string }>(1004, 'duration-not-positive', ({ option, value, instead }) =>
    `${option}=${value} leaves no time in which a stored result could be served. ${instead}`),
  badDuration: define<{ option: string; value: string; words: readonly string[] }>(1005, 'bad-duration', ({ option, value, words }) =>
    `${option}=${value} is not a duration. Write a whole number and a unit (500ms, 30s, 10m, 2h, 7d), at most 100 years, or ${words.map((word) => `${option}=${word}`).join(' or ')}.`),
  missingValue: define<{ option: string; example: string }>(1006, 'missing-value', ({ option, example }) =>
    `${option} says nothing without a value. Write it with one and without spaces, as in ${option}=${example}.`),
  duplicateOption: define<Option>(1007, 'duplicate-option', ({ tag, option }) =>
    `${option}= stands twice on one @${tag} line, and only one can hold. Keep one.`),
  duplicateTag: define<On & { readonly line: string }>(1008, 'duplicate-tag', ({ line, on }) =>
    `${line} stands twice on ${on}, and once is all it can mean. Keep one.`),
  missingPartner: define<On & Tag>(1009, 'missing-partner', ({ tag, on }) =>
    `@${tag} on ${on} does nothing alone: ${on} is not cached. Add a line @cache, or remove @${tag}.`),
  misspelledTag: define<Tag & { readonly beside: string; readonly nearest: string }>(1010, 'misspelled-tag', ({ tag, beside, nearest }) =>
    `@${tag} stands beside @${beside} and is one letter from a tag of Holdfast. Did you mean @${nearest}?`),
  unsupportedTag: define<Tag>(1011, 'unsupported-tag', ({ tag }) =>
    `this version cannot do what @${tag} asks, and ignoring the line would leave results stale. Remove the line.`),
  unexpectedText: define<Tag & { readonly text: string }>(1012, 'unexpected-text', ({ tag, text }) =>
    `${text} is not part of the @${tag} line. Give a second tag its own line, and put prose behind " - ".`),
  optionOnNextLine: define<Option>(1013, 'option-on-next-line', ({ tag, option }) =>
    `${option}= stands below its @${tag} line and would not be read. Put it on the @${tag} line.`),
  badList: define<{ option: string; value: string }>(1014, 'bad-list', ({ option, value }) =>
    `${option}=${value} is not a list of parameter names. Write the names with commas and without spaces, each once: ${option}=logger,session.`),
  unattachedTag: define<Tag>(1015, 'unattached-tag', ({ tag }) =>
    `no function follows this comment, so @${tag} would do nothing. Put the comment directly before a function, a method or the const that holds a function.`),
};

/** Templates of `@key` and `@tag`. */
const TEMPLATES = {
  missingTemplate: define<Tag>(1101, 'missing-template', ({ tag }) =>
    `@${tag} needs a template on its own line. Write for example @${tag} user:{id}.`),
  unclosedHole: define<{ text: string }>(1102, 'unclosed-hole', ({ text }) =>
    `${text} opens a hole that nothing closes. Add the missing }.`),
  strayBrace: define<{ template: string }>(1103, 'stray-brace', ({ template }) =>
    `in ${template} this } closes nothing, and a brace cannot be part of the text. Remove it, or open the hole with {.`),
  badHole: define<{ hole: string }>(1104, 'bad-hole', ({ hole }) =>
    `${hole} is not a path. Write a parameter or a dotted path without spaces, such as {id}, {filter.country} or {this.region}.`),
  adjacentHoles: define<{ first: string; second: string }>(1105, 'adjacent-holes', ({ first, second }) =>
    `${first}${second} cannot be told apart: 1 and 23 would read like 12 and 3. Put a character between them: ${first}:${second}.`),
  unsupportedTemplate: define<Tag & { readonly template: string }>(1106, 'unsupported-template', ({ tag, template }) =>
    `this version cannot do ${template}: a template may not begin with = or ./ yet. Write a template with holes, as in @${tag} user:{id}.`),
};

/** Holes and types. */
const TYPES = {
  unknownHole: define<On & Known & Nearest & { readonly hole: string }>(1201, 'unknown-hole', ({ hole, on, known, nearest }) =>
    `{${hole}} is not a parameter of ${on}. Parameters: ${list(known)}. ${suggest(nearest && `{${nearest}}`, 'Use one of them, or remove the hole.')}`),
  positionalHole: define<On & Known & { readonly hole: string; readonly parameter: string | undefined }>(1202, 'positional-hole', ({ hole, on, parameter, known }) =>
    parameter === undefined
      ? `{${hole}} is a position, which changes when parameters are reordered, and ${on} has no parameter there. Parameters: ${list(known)}. Name one of them, or remove the hole.`
      : `{${hole}} is a position, which changes when the parameters of ${on} are reordered. Write {${parameter}}.`),
  unknownProperty: define<Known & Nearest & { readonly hole: string; readonly property: string; readonly owner: string; readonly type: string }>(1203, 'unknown-property', ({ hole, property, owner, type, known, nearest }) =>
    `{${hole}} finds no property ${property}: ${owner} is of type ${type}. Properties: ${list(known)}. ${suggest(nearest && `{${nearest}}`, 'Use one of them, or remove the hole.')}`),
  unkeyableParameter: define<On & { readonly parameter: string; readonly type: string }>(1204, 'unkeyable-parameter', ({ parameter, type, on }) =>
    `parameter ${parameter} of ${on} is ${type}, which cannot be part of a key. If it does not change the result, write omit=${parameter}.`),
  unkeyableHole: define<{ hole: string; type: string }>(1205, 'unkeyable-hole', ({ hole, type }) =>
    `{${hole}} is ${type}, which cannot be part of a key. Name a property that holds a plain value, or remove the hole.`),
  objectInTag: define<{ hole: string; type: string }>(1206, 'object-in-tag', ({ hole, type }) =>
    `{${hole}} is ${type}, and a tag holds plain values only, as invalidateTag() gets them. Name a property, such as {${hole}.id}.`),
  unknownParameter: define<On & Known & Nearest & { readonly option: string; readonly parameter: string }>(1207, 'unknown-parameter', ({ option, parameter, on, known, nearest }) =>
    `${option}=${parameter} names no parameter of ${on}. Parameters: ${list(known)}. ${suggest(nearest && `${option}=${nearest}`, 'Use one of them, or remove the name.')}`),
  omittedHole: define<{ hole: string; parameter: string }>(1208, 'omitted-hole', ({ hole, parameter }) =>
    `omit=${parameter} leaves ${parameter} out of the key, and @key puts {${hole}} into it. Remove one of the two.`),
  unclearReturn: define<On & { readonly type: string }>(1209, 'unclear-return', ({ on, type }) =>
    `${on} returns ${type}, which does not tell whether a call gives a value or a promise. Declare a return type that is always one of them, or make the function async.`),
  foreignThenable: define<On & { readonly type: string }>(1210, 'foreign-thenable', ({ on, type }) =>
    `${on} returns ${type}, which can be awaited but is not a Promise; a cached call could only give a Promise. Make the function async and return await the value.`),
  noThis: define<On & { readonly hole: string }>(1211, 'no-this', ({ hole, on }) =>
    `{${hole}} reads this, which ${on} does not have. Use a parameter, or declare one: (this: Type).`),
  bareThis: define<On>(1212, 'bare-this', ({ on }) =>
    `{this} would put the whole object of ${on} into the text. Name a property that holds a plain value, such as {this.region}.`),
};

/** What the tagged code looks like. */
const SHAPE = {
  unsupportedForm: define<{ what: string; fix: string }>(1301, 'unsupported-form', ({ what, fix }) =>
    `this version cannot cache ${what}. ${fix}`),
  generator: define<On>(1302, 'generator', ({ on }) =>
    `${on} is a generator; what it yields can be read only once, so it cannot be served again. Cache a function that returns an array.`),
  accessor: define<On>(1303, 'accessor', ({ on }) =>
    `${on} is an accessor, which has no arguments to make a key from. Turn it into a method.`),
  constructorFunction: define<On>(1304, 'constructor', ({ on }) =>
    `${on} is a constructor; new must give a new object each time. Cache a method or a function that creates the object.`),
  noBody: define<On & { readonly fix: string }>(1305, 'no-body', ({ on, fix }) =>
    `${on} has no body here that could be cached. ${fix}`),
  nestedFunction: define<On & { readonly outer: string }>(1306, 'nested-function', ({ on, outer }) =>
    `${on} stands inside ${outer}, whose variables it can use without their being part of the key. Move it to the top level of the file.`),
  destructuredParameter: define<On & { readonly pattern: string }>(1307, 'destructured-parameter', ({ on, pattern }) =>
    `this version cannot name the parts of ${pattern}, a parameter of ${on}, in a key. Give the parameter a name and take it apart in the body.`),
  redeclaredParameter: define<On & { readonly parameter: string }>(1308, 'redeclared-parameter', ({ on, parameter }) =>
    `the body of ${on} declares ${parameter} again, which a cached body would read as undefined. Rename the inner ${parameter}.`),
  computedName: define<{ name: string }>(1309, 'computed-name', ({ name }) =>
    `${name} is not a plain name, so nothing could refer to its cached calls. Give the method a plain name.`),
  privateName: define<{ name: string }>(1310, 'private-name', ({ name }) =>
    `this version cannot cache ${name}: a # method is out of reach of cacheOf(). Write it as a TypeScript private method, or cache the function it calls.`),
  notAFunction: define<Tag & On>(1311, 'not-a-function', ({ tag, on }) =>
    `@${tag} fits functions, and ${on} is none. Move the comment to the function itself.`),
  severalDeclarations: define<{ names: readonly string[] }>(1312, 'several-declarations', ({ names }) =>
    `this comment stands before ${names.join(', ')} and cannot mean all of them. Give each its own const.`),
  overwrittenMember: define<On & { readonly by: string }>(1313, 'overwritten-member', ({ on, by }) =>
    `${by} comes after ${on} in the object and may replace it. Move ${on} to the end of the object.`),
  reassignable: define<On & { readonly keyword: string }>(1314, 'reassignable', ({ on, keyword }) =>
    `${on} is declared with ${keyword}, so another function can take its place under the same key. Declare it with const.`),
};

/** Ids and the manifest. */
const IDS = {
  duplicateId: define<On & { readonly id: string; readonly first: string; readonly at: string }>(1401, 'duplicate-id', ({ id, on, first, at }) =>
    `${on} has the id ${id}, which ${first} in ${at} already has; one would serve the results of the other. Add id= with another name to one of them.`),
  noId: define<On>(1402, 'no-id', ({ on }) =>
    `${on} has no name that its key could begin with. Add id=, for example @cache id=findUser.`),
  badId: define<{ id: string }>(1403, 'bad-id', ({ id }) =>
    `id=${id} is not a name. Begin with a letter, then letters, digits and _ $ . - as in id=users.find.`),
};

/** Configuration of the plugin. These have no place in a source file. */
const CONFIGURATION = {
  unknownPluginOption: define<Known & Nearest & { readonly option: string }>(2010, 'unknown-plugin-option', ({ option, known, nearest }) =>
    `the plugin @holdfast/transformer has no option ${option}. Options: ${list(known)}. ${suggest(nearest, `Remove ${option} from plugins in tsconfig.json.`)}`),
  badPluginOption: define<{ option: string; value: string }>(2011, 'bad-plugin-option', ({ option, value }) =>
    `the plugin option ${option} is ${value}. Write a text of at least one character, such as "shop@2".`),
  noNamespace: define<{ file: string }>(2012, 'no-namespace', ({ file }) =>
    `no package.json above ${file} has a name, so its keys would have no namespace. Set the plugin option "namespace" in tsconfig.json.`),
};

/** The whole table, one reporter each. */
export const DIAGNOSTICS = { ...GRAMMAR, ...TEMPLATES, ...TYPES, ...SHAPE, ...IDS, ...CONFIGURATION };

/** Number and slug of every diagnostic in ascending order, for the golden file and the documentation. */
export function listDiagnostics(): readonly { code: string; slug: string }[] {
  return Object.values(DIAGNOSTICS)
    .toSorted((a, b) => a.code - b.code)
    .map(({ code, slug }) => ({ code: `HF${code}`, slug }));
}
