import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { type EntityOptions, isEntityOption, parseEntityOptions } from './parse-entity-options.ts';
import { parseEntityName, parseEntityTarget } from './parse-entity-target.ts';
import type { Word } from './split-words.ts';
import type { EntitiesLine, EntityLine, EntityTarget, IdOption } from './tag-line.ts';

/** What a line about entities says, or everything that is wrong with it. */
export type EntityReading<Line> = { readonly line: Line } | { readonly problems: readonly Diagnostic[] };

/** Reads the words of a `@tracks` or `@invalidates` line. The span is the tag's. */
export function parseEntitiesLine(
  tag: EntitiesLine['tag'],
  words: readonly Word[],
  span: Span,
): EntityReading<EntitiesLine> {
  const [first, ...others] = words;
  const named = first === undefined || first.text.includes('=') || isEntityOption(tag, first.text) ? undefined : first;
  const { options, diagnostics } = parseEntityOptions(tag, named === undefined ? words : others);
  const target: EntityTarget | Diagnostic = named === undefined ? { of: 'types' } : parseEntityTarget(tag, named);
  if ('code' in target) return { problems: [target, ...diagnostics] };
  const problems = [...diagnostics, ...checkOptions({ tag, target, options, text: named?.text })];
  return problems.length > 0 ? { problems } : { line: { tag, ...span, target, ...options } };
}

/** Reads the words of an `@entity` line. The span is the tag's. */
export function parseEntityLine(words: readonly Word[], span: Span): EntityReading<EntityLine> {
  const tag = 'entity';
  const [first, ...others] = words;
  const { options, diagnostics } = parseEntityOptions(tag, others);
  const entity = first === undefined ? refuseUnnamed(tag, span) : parseEntityName(tag, first);
  if ('code' in entity) return { problems: [entity, ...diagnostics] };
  if (diagnostics.length > 0) return { problems: diagnostics };
  return { line: { tag, ...span, entity, ...(options.id && { id: options.id }) } };
}

function refuseUnnamed(tag: string, span: Span): Diagnostic {
  return DIAGNOSTICS.badEntity(span, { tag, text: '', isReserved: false });
}

interface CheckedLine {
  readonly tag: EntitiesLine['tag'];
  readonly target: EntityTarget;
  readonly options: EntityOptions;
  /** The word that names the target. */
  readonly text: string | undefined;
}

/** Options that mean nothing beside the target. */
function checkOptions({ tag, target, options, text }: CheckedLine): Diagnostic[] {
  const { rows, id, missing } = options;
  switch (target.of) {
    case 'none':
      return rows || id || missing ? [DIAGNOSTICS.loneNone(target.word, { tag })] : [];
    case 'arguments': {
      // A writer's parameter may name a row that is neither created nor deleted; what depends on it has no list.
      const useless = [
        ...(rows && tag === 'tracks' ? ['rows'] : []),
        ...(id ? ['id='] : []),
        ...(missing ? ['missingId='] : []),
      ];
      return useless.length === 0
        ? []
        : [DIAGNOSTICS.uselessOption(target.entity, { tag, target: text ?? '', options: useless })];
    }
    case 'types':
    case 'model':
      return id === undefined ? [] : [DIAGNOSTICS.idWithoutEntity(placeOfId(id), { tag, model: text })];
    case 'entity':
      return [];
  }
}

function placeOfId(id: IdOption): Span {
  const [first, last] =
    id.form === 'parts' ? [id.words[0], id.words.at(-1)] : id.form === 'path' ? [id.word, id.word] : [id, id];
  const start = first?.start ?? 0;
  return { start, length: last === undefined ? 1 : last.start + last.length - start };
}
