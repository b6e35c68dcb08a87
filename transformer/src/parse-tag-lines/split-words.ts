import type { Span } from '../span.ts';
import { endOfMatch } from './end-of-match.ts';

/** One word of a tag line. */
export interface Word extends Span {
  readonly text: string;
}

const BLANKS = /\s*/y;
const WORD = /(?:\{[^{}]*\}|\S)+/y;

/**
 * The words of a tag line up to the prose, which begins behind ` - `. Blanks inside the braces of a hole do not
 * end a word, so that `{ id }` can be reported as one wrong hole.
 */
export function splitWords(text: string, start: number): readonly Word[] {
  const words: Word[] = [];
  for (let from = endOfMatch(BLANKS, text, 0); from < text.length; ) {
    const end = endOfMatch(WORD, text, from);
    const word = text.slice(from, end);
    if (word === '-') break;
    words.push({ text: word, start: start + from, length: word.length });
    from = endOfMatch(BLANKS, text, end);
  }
  return words;
}

/** Two words of a line as one piece of text; one blank stands for those between them. */
export function joinWords(first: Word, last: Word): Word {
  return { text: `${first.text} ${last.text}`, start: first.start, length: last.start + last.length - first.start };
}
