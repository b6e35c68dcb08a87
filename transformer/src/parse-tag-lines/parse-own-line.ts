import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { guessOptions } from './guess-options.ts';
import { isName } from './is-name.ts';
import { areOptions, isOption } from './option-names.ts';
import { parseBatchLine } from './parse-batch-line.ts';
import { parseCacheOptions } from './parse-cache-options.ts';
import { parseEntitiesLine, parseEntityLine } from './parse-entities-line.ts';
import { type EntityTag, isEntityOption } from './parse-entity-options.ts';
import { parseFunctionName } from './parse-function-name.ts';
import { parseTemplate } from './parse-template.ts';
import type { CommentLine } from './split-tag-lines.ts';
import { joinWords, splitWords, type Word } from './split-words.ts';
import type { TagLine } from './tag-line.ts';
import type { OwnTag } from './tag-names.ts';

/** A line that begins with a tag, as text. The span covers the tag with its `@`. */
export interface RawLine extends Span {
  readonly tag: string;
  readonly rest: string;
  readonly restStart: number;
  /** The lines below it, up to a blank one or the next tag. */
  readonly below: readonly CommentLine[];
}

/** A line of ours, with what is wrong with it. */
export interface ParsedLine {
  readonly line: TagLine;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a line of ours. Where nothing of it holds, the line is a refused one. */
export function parseOwnLine(raw: RawLine, tag: OwnTag): ParsedLine {
  const span = { start: raw.start, length: raw.length };
  const parsed = parseRest(raw, tag, span);
  return 'code' in parsed ? { line: { tag, ...span, refused: true }, diagnostics: [parsed] } : parsed;
}

function parseRest(raw: RawLine, tag: OwnTag, span: Span): ParsedLine | Diagnostic {
  if (/^\S/.test(raw.rest)) {
    const glued = { start: raw.restStart, length: raw.rest.length };
    const nearest = tag === 'cache' ? guessOptions(raw.rest) : undefined;
    return DIAGNOSTICS.unexpectedText(glued, { tag, text: raw.rest, nearest });
  }
  const words = splitWords(raw.rest, raw.restStart);
  if (tag === 'cache') {
    const { options, diagnostics } = parseCacheOptions(tag, words);
    const { start, length } = span;
    diagnostics.push(...checkBelow(raw, isCacheOption));
    return { line: { tag, start, length, options }, diagnostics };
  }
  if (tag === 'batch') {
    const { line, diagnostics } = parseBatchLine(words, span);
    return { line, diagnostics: [...diagnostics, ...checkBelow(raw, isCacheOption)] };
  }
  if (tag === 'tracks' || tag === 'invalidates' || tag === 'entity') return parseAboutEntities(raw, tag, words);
  const [word, ...excess] = words;
  if (word !== undefined && excess.length > 0) {
    const text = excess.reduce(joinWords);
    return DIAGNOSTICS.unexpectedText(text, { tag, text: text.text, nearest: undefined });
  }
  const parsed = tag === 'idPrefix' ? parseIdPrefix(word, span) : parseTemplateLine(tag, word, span);
  return 'code' in parsed ? parsed : { line: parsed, diagnostics: [] };
}

function parseAboutEntities(raw: RawLine, tag: EntityTag, words: readonly Word[]): ParsedLine {
  const span = { start: raw.start, length: raw.length };
  const reading = tag === 'entity' ? parseEntityLine(words, span) : parseEntitiesLine(tag, words, span);
  const below = checkBelow(raw, (line) => line.length > 0 && line.every(({ text }) => isEntityOption(tag, text)));
  if ('line' in reading) return { line: reading.line, diagnostics: below };
  return { line: { tag, ...span, refused: true }, diagnostics: [...reading.problems, ...below] };
}

function parseTemplateLine(
  tag: 'key' | 'tag' | 'invalidatesTag',
  word: Word | undefined,
  span: Span,
): TagLine | Diagnostic {
  if (word === undefined) return DIAGNOSTICS.missingTemplate(span, { tag });
  const { text } = word;
  if (tag === 'tag' && text.startsWith('=')) {
    const name = text.slice(1);
    // A lone `=` is all there is to point at.
    const place = name === '' ? word : { start: word.start + 1, length: name.length };
    const fn = parseFunctionName('@tag =', name, place);
    return 'code' in fn ? fn : { tag, ...span, text, fn };
  }
  if (tag === 'invalidatesTag' && /^(?:=|\.\/)/.test(text)) return DIAGNOSTICS.writerTag(word, { template: text });
  const parts = parseTemplate(tag, text, word.start);
  if ('code' in parts) return parts;
  const { start, length } = span;
  return tag === 'invalidatesTag' ? { tag, start, length, text, parts } : { tag, start, length, text, parts };
}

function parseIdPrefix(word: Word | undefined, span: Span): TagLine | Diagnostic {
  if (word === undefined) return DIAGNOSTICS.badIdPrefix(span, { prefix: '' });
  const { text: name, start, length } = word;
  if (!isName(name) || name.endsWith('.')) return DIAGNOSTICS.badIdPrefix(word, { prefix: name });
  return { tag: 'idPrefix', ...span, prefix: { name, start, length } };
}

const NONE: readonly Diagnostic[] = [];

/** Options on the lines below their tag: they read like part of it and would be lost. */
function checkBelow(raw: RawLine, isMeant: (words: readonly Word[]) => boolean): readonly Diagnostic[] {
  if (raw.below.length === 0) return NONE;
  return raw.below.flatMap((line) => {
    const words = splitWords(line.text, line.start);
    const [first] = words;
    if (first === undefined || !isMeant(words)) return [];
    const option = first.text.replace(/=.*/s, '=');
    return [DIAGNOSTICS.optionOnNextLine(first, { tag: raw.tag, option })];
  });
}

function isCacheOption(words: readonly Word[]): boolean {
  const [first] = words;
  return first !== undefined && (isOption(first.text) || areOptions(words));
}
