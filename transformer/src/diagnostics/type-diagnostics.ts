import { define, type Known, list, type Nearest, type On, suggest, type Tag } from './define-diagnostic.ts';

/** Holes and types. */
export const TYPE_DIAGNOSTICS = {
  unknownHole: define<On & Known & Nearest & { readonly hole: string }>(
    1201,
    'unknown-hole',
    ({ hole, on, known, nearest }) =>
      `{${hole}} is not a parameter of ${on}. Parameters: ${list(known)}. ${suggest(nearest && `{${nearest}}`, 'Use one of them, or remove the hole.')}`,
  ),
  positionalHole: define<On & Known & { readonly hole: string; readonly parameter: string | undefined }>(
    1202,
    'positional-hole',
    ({ hole, on, parameter, known }) =>
      parameter === undefined
        ? `{${hole}} is a position, which changes when parameters are reordered, and ${on} has no parameter there. Parameters: ${list(known)}. Name one of them, or remove the hole.`
        : `{${hole}} is a position, which changes when the parameters of ${on} are reordered. Write {${parameter}}.`,
  ),
  unknownProperty: define<
    Known &
      Nearest & { readonly hole: string; readonly property: string; readonly owner: string; readonly type: string }
  >(
    1203,
    'unknown-property',
    ({ hole, property, owner, type, known, nearest }) =>
      `{${hole}} finds no property ${property}: ${owner} is of type ${type}. Properties: ${list(known)}. ${suggest(nearest && `{${nearest}}`, 'Use one of them, or remove the hole.')}`,
  ),
  unkeyableParameter: define<
    On & { readonly parameter: string; readonly path: string; readonly what: string; readonly isItem: boolean }
  >(1204, 'unkeyable-parameter', ({ parameter, path, what, on, isItem }) => {
    if (isItem) {
      const named = path === parameter ? '' : `${path}, a part of `;
      return `${named}each item of ${parameter} of ${on} is ${what}, which cannot be part of a key. Name the fields that tell items apart in @key, as in {${parameter}.id}.`;
    }
    return path === parameter
      ? `parameter ${parameter} of ${on} is ${what}, which cannot be part of a key. If it does not change the result, write omit=${parameter}.`
      : `${path}, a part of parameter ${parameter} of ${on}, is ${what}, which cannot be part of a key. Name the fields that count in @key, or write omit=${parameter} if none does.`;
  }),
  unkeyableHole: define<Tag & { readonly hole: string; readonly path: string; readonly what: string }>(
    1205,
    'unkeyable-hole',
    ({ tag, hole, path, what }) =>
      path === hole
        ? `{${hole}} is ${what}, which @${tag} cannot turn into text. Name a property that holds a plain value, or remove the hole.`
        : `{${hole}} holds ${path}, which is ${what}, and @${tag} cannot turn that into text. Name a property that holds a plain value.`,
  ),
  objectInTag: define<{ hole: string; type: string }>(
    1206,
    'object-in-tag',
    ({ hole, type }) =>
      `{${hole}} is ${type}, and a tag holds plain values only, as invalidateTag() gets them. Name a property, such as {${hole}.id}.`,
  ),
  unknownParameter: define<On & Known & Nearest & { readonly option: string; readonly parameter: string }>(
    1207,
    'unknown-parameter',
    ({ option, parameter, on, known, nearest }) =>
      `${option}=${parameter} names no parameter of ${on}. Parameters: ${list(known)}. ${suggest(nearest && `${option}=${nearest}`, 'Use one of them, or remove the name.')}`,
  ),
  omittedHole: define<{ hole: string; parameter: string }>(
    1208,
    'omitted-hole',
    ({ hole, parameter }) =>
      `omit=${parameter} leaves ${parameter} out of the key, and @key puts {${hole}} into it. Remove one of the two.`,
  ),
  unclearReturn: define<On & { readonly type: string }>(
    1209,
    'unclear-return',
    ({ on, type }) =>
      `${on} returns ${type}, which does not tell whether a call gives a value or a promise. Declare a return type that is always one of them, or make the function async.`,
  ),
  foreignThenable: define<On & Tag & { readonly type: string }>(
    1210,
    'foreign-thenable',
    ({ on, tag, type }) =>
      `${on} returns ${type}, which can be awaited but is not a Promise; ${tag.startsWith('invalidates') ? 'what is emitted' : 'a cached call'} could only give a Promise. Make the function async and return await the value.`,
  ),
  noThis: define<On & { readonly hole: string }>(
    1211,
    'no-this',
    ({ hole, on }) => `{${hole}} reads this, which ${on} does not have. Use a parameter, or declare one: (this: Type).`,
  ),
  bareThis: define<On>(
    1212,
    'bare-this',
    ({ on }) =>
      `{this} would put the whole object of ${on} into the text. Name a property that holds a plain value, such as {this.region}.`,
  ),
};
