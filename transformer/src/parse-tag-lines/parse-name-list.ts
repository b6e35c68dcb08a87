import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { NamedWord } from './cache-options.ts';

/** The names of `omit=a,b` with their places. `span` is the value's. */
export function parseNameList(option: string, value: string, span: Span): readonly NamedWord[] | Diagnostic {
  const words: NamedWord[] = [];
  for (const { 0: name, index } of value.matchAll(/[^,]+/g)) {
    words.push({ name, start: span.start + index, length: name.length });
  }
  const names = new Set(words.map(({ name }) => name));
  return names.size === value.split(',').length ? words : DIAGNOSTICS.badList(span, { option, value });
}
