import { endOfMatch } from './end-of-match.ts';

/** One line of a doc comment without its decoration. `start` is the place of its first character in the file. */
export interface CommentLine {
  readonly text: string;
  readonly start: number;
}

const DECORATION = /[^\S\r\n\u2028\u2029]*\**[^\S\r\n\u2028\u2029]*/y;
const TEXT = /[^\r\n\u2028\u2029]*/y;
const LINE_BREAK = /\r\n|[\r\n\u2028\u2029]/y;

/**
 * The lines of a doc comment that can be tag lines, in order: without the stars, without blanks at both ends,
 * and without code between a pair of ``` fences, where an `@` belongs to somebody's example.
 */
export function splitTagLines(comment: string, start: number): readonly CommentLine[] {
  // The stars of a closing **/ are decoration, like the one of an opening /**.
  const inner = comment.slice(2, -2).replace(/\*+$/, '');
  const lines: CommentLine[] = [];
  for (let at = 0; at < inner.length; ) {
    const from = endOfMatch(DECORATION, inner, at);
    const end = endOfMatch(TEXT, inner, from);
    lines.push({ text: inner.slice(from, end).trimEnd(), start: start + 2 + from });
    at = endOfMatch(LINE_BREAK, inner, end);
  }
  return withoutFencedCode(lines);
}

function withoutFencedCode(lines: readonly CommentLine[]): readonly CommentLine[] {
  if (!lines.some(isFence)) return lines;
  const kept: CommentLine[] = [];
  let fenced: CommentLine[] | undefined;
  for (const line of lines) {
    if (isFence(line)) {
      fenced = fenced === undefined ? [] : undefined;
    } else {
      (fenced ?? kept).push(line);
    }
  }
  // A fence that is never closed must not hide the tags below it.
  return fenced === undefined ? kept : [...kept, ...fenced];
}

function isFence({ text }: CommentLine): boolean {
  return text.startsWith('```');
}
