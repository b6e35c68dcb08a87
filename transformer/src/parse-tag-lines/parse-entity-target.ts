import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { NamedWord } from './cache-options.ts';
import { isName } from './is-name.ts';
import { type Hole, parseTemplate } from './parse-template.ts';
import type { Word } from './split-words.ts';
import type { EntityTarget } from './tag-line.ts';

const NAME = String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`;
const MODEL = new RegExp(`^\\{(${NAME}(?:\\.${NAME})*)\\}$`, 'u');

/** Words that mean something else where a name could stand. */
const RESERVED = ['none', 'rows'];

/** What the first word of a `@tracks` or `@invalidates` line names. */
export function parseEntityTarget(tag: 'tracks' | 'invalidates', word: Word): EntityTarget | Diagnostic {
  const { text, start, length } = word;
  if (text === 'none') {
    return tag === 'tracks' ? { of: 'none', word: { start, length } } : DIAGNOSTICS.loneNone(word, { tag });
  }
  const [, model] = MODEL.exec(text) ?? [];
  if (model !== undefined) return { of: 'model', model: { name: model, start: start + 1, length: model.length } };
  const colon = text.indexOf(':');
  const entity = parseEntityName(tag, colon === -1 ? word : { text: text.slice(0, colon), start, length: colon });
  if ('code' in entity) return entity;
  if (colon === -1) return { of: 'entity', entity };
  const holes = parseEntityId(tag, word, colon + 1);
  return 'code' in holes ? holes : { of: 'arguments', entity, holes };
}

/** `user`, `order_items`, `shop.user`. */
export function parseEntityName(tag: string, { text, start, length }: Word): NamedWord | Diagnostic {
  if (isName(text) && !text.endsWith('.') && !RESERVED.includes(text)) return { name: text, start, length };
  // Of `:{id}` there is no name to point at.
  const place = { start, length: Math.max(1, length) };
  return DIAGNOSTICS.badEntity(place, { tag, text, isReserved: RESERVED.includes(text) });
}

/** The holes behind `user:`, one for each part of the id, with commas between them. */
function parseEntityId(tag: string, { text, start, length }: Word, from: number): readonly Hole[] | Diagnostic {
  const id = text.slice(from);
  const refuse = (): Diagnostic =>
    DIAGNOSTICS.badEntityId({ start, length }, { tag, text, nearest: guessId(text.slice(0, from), id) });
  if (!/^\{[^{}]*\}(?:,\{[^{}]*\})*$/.test(id)) return refuse();
  const parts = parseTemplate(tag, id, start + from);
  if ('code' in parts) return parts;
  return parts.filter((part) => typeof part !== 'string');
}

/** `item:{a},{b}` for `item:{a}:{b}`; what is no hole cannot be guessed. */
function guessId(before: string, id: string): string | undefined {
  const holes = id.match(/\{[^{}]+\}/g) ?? [];
  return holes.length > 0 && /^[{}]/.test(id) && id.endsWith('}') ? before + holes.join(',') : undefined;
}
