import type { Span } from '../span.ts';

/** One word of a tag line. */
export interface Word extends Span {
  readonly text: string;
}

/**
 * The words of a tag line up to the prose, which begins behind ` - `. Blanks inside the braces of a hole do not
 * end a word, so that `{ id }` can be reported as one wrong hole.
 */
export function splitWords(text: string, start: number): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/(?:\{[^{}]*\}|\S)+/g)) {
    if (match[0] === '-') break;
    words.push({ text: match[0], start: start + match.index, length: match[0].length });
  }
  return words;
}

/** Two words of a line as one piece of text; one blank stands for those between them. */
export function joinWords(first: Word, last: Word): Word {
  return { text: `${first.text} ${last.text}`, start: first.start, length: last.start + last.length - first.start };
}
