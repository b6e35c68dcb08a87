/** One line of a doc comment without its decoration. `start` is the place of its first character in the file. */
export interface CommentLine {
  readonly text: string;
  readonly start: number;
}

/**
 * The lines of a doc comment that can be tag lines, in order: without the stars, without blanks at both ends,
 * and without code between a pair of ``` fences, where an `@` belongs to somebody's example.
 */
export function splitTagLines(comment: string, start: number): readonly CommentLine[] {
  // The stars of a closing **/ are decoration, like the one of an opening /**.
  const inner = comment.slice(2, -2).replace(/\*+$/, '');
  const lines: CommentLine[] = [];
  for (const { 1: line = '', index } of inner.matchAll(/(.*?)(?:\r\n|[\r\n\u2028\u2029]|$)/gsu)) {
    const [, decoration = '', text = ''] = /^(\s*\**\s*)(.*)$/su.exec(line) ?? [];
    lines.push({ text: text.trimEnd(), start: start + 2 + index + decoration.length });
  }
  return withoutFencedCode(lines);
}

function withoutFencedCode(lines: readonly CommentLine[]): readonly CommentLine[] {
  const kept: CommentLine[] = [];
  let fenced: CommentLine[] | undefined;
  for (const line of lines) {
    if (line.text.startsWith('```')) {
      fenced = fenced === undefined ? [] : undefined;
    } else {
      (fenced ?? kept).push(line);
    }
  }
  // A fence that is never closed must not hide the tags below it.
  return fenced === undefined ? kept : [...kept, ...fenced];
}
