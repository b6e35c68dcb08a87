import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { parseCacheOptions } from './parse-cache-options.ts';
import type { Word } from './split-words.ts';
import type { TagLine } from './tag-line.ts';

const NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** Reads the words of a `@batch` line: the parameter that takes the items, then options. The span is the tag's. */
export function parseBatchLine(
  words: readonly Word[],
  span: Span,
): { readonly line: TagLine; readonly diagnostics: readonly Diagnostic[] } {
  const tag = 'batch';
  const [first, ...others] = words;
  const named = first === undefined || first.text.includes('=') ? undefined : first;
  const { options, diagnostics } = parseCacheOptions(tag, named === undefined ? words : others);
  if (named === undefined) {
    const problem = DIAGNOSTICS.badBatch(span, { text: '', nearest: undefined });
    return { line: { tag, ...span, refused: true }, diagnostics: [problem, ...diagnostics] };
  }
  const { text, start, length } = named;
  if (NAME.test(text)) {
    return { line: { tag, ...span, parameter: { name: text, start, length }, options }, diagnostics };
  }
  // The name in `{ids}`, `...ids` or `ids[]`.
  const nearest = /^[^\p{ID_Start}_$]*([\p{ID_Start}_$][\p{ID_Continue}$]*)[^\p{ID_Continue}$]*$/u.exec(text)?.[1];
  const problem = DIAGNOSTICS.badBatch(named, { text, nearest });
  return { line: { tag, ...span, refused: true }, diagnostics: [problem, ...diagnostics] };
}
