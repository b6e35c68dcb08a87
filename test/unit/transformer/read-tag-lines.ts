import { parseTagLines } from '../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';

/** What a comment says, without places. */
export function readTagLines(comment: string): { lines: readonly object[]; problems: readonly string[] } {
  const { lines, diagnostics } = parseTagLines(comment, 0);
  return {
    lines: lines.map(({ start: _start, length: _length, ...line }) => line),
    problems: diagnostics.map(({ code, slug }) => `HF${code} ${slug}`),
  };
}
