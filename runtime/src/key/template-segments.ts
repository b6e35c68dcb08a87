import { ConfigurationError } from '../errors.ts';
import type { Template } from '../spec.ts';
import { encodeText } from './encode-text.ts';
import type { KeyHole } from './key-hole.ts';

/** A hole of a template: which of the call's values stands here, and how. */
export interface HoleSegment {
  readonly index: number;
  readonly hole: KeyHole;
}

/** The pieces of a key template in order: text as it is printed, and holes. Never two texts in a row. */
export type Segments = readonly (string | HoleSegment)[];

interface NamedTemplate {
  readonly id: string;
  /** Paths of the values that the template may name. */
  readonly holes: readonly string[];
  readonly template: Template;
}

/**
 * Prepares a key template for printing and reading.
 * @throws ConfigurationError HF2001 for a template whose keys could not be told apart (two holes with nothing between
 * them), with a hole that does not exist, or with a lone surrogate. The build refuses all of these; so such code was not
 * made by it.
 */
export function templateSegments({ id, holes, template }: NamedTemplate): Segments {
  const segments: (string | HoleSegment)[] = [];
  const pieces = joinTexts(template);
  for (const [position, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      if (!piece.isWellFormed())
        throw new ConfigurationError(`${id}: the text of the @key template has a lone surrogate.`);
      segments.push(encodeText(piece, 'literal'));
      continue;
    }
    const name = holes[piece];
    if (name === undefined)
      throw new ConfigurationError(`${id}: the @key template has no value ${piece} of ${holes.length}.`);
    const following = pieces[position + 1] ?? '';
    if (typeof following === 'number') throw new ConfigurationError(adjacentHoles(id, name, holes[following] ?? '?'));
    segments.push({ index: piece, hole: { owner: id, name, form: 'template', excluded: excludedBefore(following) } });
  }
  return segments;
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

function adjacentHoles(id: string, first: string, second: string): string {
  return `${id}: {${first}} and {${second}} have nothing between them in the @key template, so different calls could share a key. Separate them: {${first}}:{${second}}.`;
}
