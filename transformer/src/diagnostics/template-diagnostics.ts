import { define, type Tag } from './define-diagnostic.ts';

/** Templates of `@key` and `@tag`. */
export const TEMPLATE_DIAGNOSTICS = {
  missingTemplate: define<Tag>(
    1101,
    'missing-template',
    ({ tag }) => `@${tag} needs a template on its own line. Write for example @${tag} user:{id}.`,
  ),
  unclosedHole: define<{ text: string }>(
    1102,
    'unclosed-hole',
    ({ text }) => `${text} opens a hole that nothing closes. Add the missing }.`,
  ),
  strayBrace: define<{ template: string }>(
    1103,
    'stray-brace',
    ({ template }) =>
      `in ${template} this } closes nothing, and a brace cannot be part of the text. Remove it, or open the hole with {.`,
  ),
  badHole: define<{ hole: string }>(
    1104,
    'bad-hole',
    ({ hole }) =>
      `${hole} is not a path. Write a parameter or a dotted path without spaces, such as {id}, {filter.country} or {this.region}.`,
  ),
  adjacentHoles: define<{ first: string; second: string }>(
    1105,
    'adjacent-holes',
    ({ first, second }) =>
      `${first}${second} cannot be told apart: 1 and 23 would read like 12 and 3. Put a character between them: ${first}:${second}.`,
  ),
  unsupportedTemplate: define<{ template: string }>(
    1106,
    'unsupported-template',
    ({ template }) =>
      `@key ${template} begins like a @tag: only a tag may be computed (=tagsOf) or belong to its function (./drafts). Write text and holes, as in @key user:{id}.`,
  ),
  emptyPrivateTag: define<object>(
    1107,
    'empty-private-tag',
    () =>
      './ begins a tag that belongs to this function alone, and needs a name behind it. Write for example ./drafts.',
  ),
};
