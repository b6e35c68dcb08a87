import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { IdOption, PathWord } from './tag-line.ts';

const NAME = String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`;
const PATH = new RegExp(`^${NAME}(?:\\.${NAME})*$`, 'u');

/**
 * Where an id stands: `customer.id`, `(product_id,user_id)`, `result`.
 * @param tag the line it is an option of; in `@entity` there is no result
 * @param span the value's place
 */
export function parseIdOption(tag: string, value: string, span: Span): IdOption | Diagnostic {
  const { start, length } = span;
  if (value === 'result' && tag !== 'entity') return { form: 'result', start, length };
  if (PATH.test(value)) return { form: 'path', word: { path: value.split('.'), start, length } };
  const [, inner] = /^\((.*)\)$/s.exec(value) ?? [];
  const words = inner === undefined ? undefined : parseParts(inner, start + 1);
  if (words !== undefined) return { form: 'parts', words };
  return DIAGNOSTICS.badIdOption(span, { tag, value, nearest: guessId(value) });
}

/** The parts of a composite id, each another path; one part alone is no composite. */
function parseParts(text: string, start: number): readonly PathWord[] | undefined {
  const parts = text.split(',');
  if (parts.length < 2 || new Set(parts).size < parts.length) return undefined;
  const words: PathWord[] = [];
  let position = start;
  for (const part of parts) {
    if (!PATH.test(part)) return undefined;
    words.push({ path: part.split('.'), start: position, length: part.length });
    position += part.length + 1;
  }
  return words;
}

/** `id` for `{id}`, `(id)`, `idOf()` and `id.`; several names between signs are the parts of an id. */
function guessId(value: string): string | undefined {
  const names = [...new Set(value.match(new RegExp(`${NAME}(?:\\.${NAME})*`, 'gu')) ?? [])];
  const [only] = names;
  const isPlain = /^[(){}[\],;.\s\p{ID_Continue}$]*$/u.test(value);
  if (only === undefined || !isPlain) return undefined;
  return names.length === 1 ? only : `(${names.join(',')})`;
}
