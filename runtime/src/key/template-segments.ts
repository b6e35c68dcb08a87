import type { Template } from '../spec.ts';
import type { KeyedSpec } from './compile-template.ts';
import { encodeText } from './encode-text.ts';
import type { KeyHole } from './key-hole.ts';
import { malformedTemplate } from './malformed-template.ts';

/** A hole of a template: which of the call's values stands here, and how. */
export interface HoleSegment {
  readonly index: number;
  readonly hole: KeyHole;
}

/** The pieces of a key template in order: text as it is printed, and holes. Never two texts in a row. */
export type Segments = readonly (string | HoleSegment)[];

/**
 * Prepares a key template for printing and reading.
 * @throws ConfigurationError HF2001 for a template whose keys could not be told apart (two holes with nothing between
 * them), with a hole that does not exist, or with a lone surrogate. The build refuses all of these; so such code was not
 * made by it.
 */
export function templateSegments({ id, holes, key, unordered }: KeyedSpec, template: Template): Segments {
  const pieces = joinTexts(template);
  return pieces.map((piece, position) => {
    const following = pieces[position + 1] ?? '';
    if (typeof piece === 'string' && piece.isWellFormed()) return encodeText(piece, 'literal');
    const name = typeof piece === 'number' && piece < key.holes ? holes[piece] : undefined;
    if (typeof piece === 'string' || name === undefined || typeof following === 'number')
      throw malformedTemplate(id, template);
    const excluded = excludedBefore(following);
    const hole: KeyHole = {
      owner: id,
      name,
      form: 'template',
      excluded,
      unordered: unordered?.includes(piece) ?? false,
    };
    return { index: piece, hole };
  });
}

/** As printed, the text that ends the token of a hole; `''` where any character outside tokens does. */
export function stopOf(hole: KeyHole): string {
  return encodeText(hole.excluded, 'literal');
}

/**
 * The first character of the text, where a token could contain it in the very form that the text has: a letter or `-`
 * as itself, a blank as `%20`. Not `:`, which is itself in a text and `%3A` in a token.
 */
function excludedBefore(text: string): string {
  const [first = ''] = text;
  return encodeText(first, 'literal') === encodeText(first, 'value') ? first : '';
}

function joinTexts(template: Template): Template {
  const joined: (string | number)[] = [];
  for (const piece of template) {
    const last = joined.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}
