import { editDistance } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { findStrayTags } from './find-stray-tags.ts';
import { type CacheOptions, isOption, parseCacheOptions } from './parse-cache-options.ts';
import { parseTemplate, type TemplateParts } from './parse-template.ts';
import { type CommentLine, splitTagLines } from './split-tag-lines.ts';
import { joinWords, splitWords } from './split-words.ts';
import { isOwnTag, OWN_TAGS, type OwnTag } from './tag-names.ts';

/** A `@cache` line. The span covers `@cache`. */
export interface CacheLine extends Span {
  readonly tag: 'cache';
  readonly options: CacheOptions;
}

/** A `@key` or `@tag` line. `text` is the template as written. */
export interface TemplateLine extends Span {
  readonly tag: 'key' | 'tag';
  readonly text: string;
  readonly parts: TemplateParts;
}

/** A tag line that was refused; it still counts as present. */
export interface RefusedLine extends Span {
  readonly tag: OwnTag;
  readonly refused: true;
}

/** One line of ours. */
export type TagLine = CacheLine | TemplateLine | RefusedLine;

/** Every tag line of ours in one comment. Each one is in `lines`, those with a problem in `diagnostics` too. */
export interface ParsedComment {
  readonly lines: readonly TagLine[];
  readonly diagnostics: readonly Diagnostic[];
  /** Tags in the middle of a line: mistakes if the comment belongs to a function. */
  readonly strays: readonly Diagnostic[];
}

interface RawLine extends Span {
  readonly tag: string;
  readonly rest: string;
  readonly restStart: number;
  /** The lines below it, up to a blank one or the next tag. */
  readonly below: CommentLine[];
}

/** The tag lines of a doc comment. `start` is the place of its `/**` in the file. */
export function parseTagLines(comment: string, start: number): ParsedComment {
  const commentLines = splitTagLines(comment, start);
  const raw = readRawLines(commentLines);
  const own = raw.flatMap((line) => (isOwnTag(line.tag) ? [parseOwnLine(line, line.tag)] : []));
  const beside = raw.find((line) => isOwnTag(line.tag));
  const misspelled = beside === undefined ? [] : raw.flatMap((line) => checkSpelling(line, beside.tag));
  return {
    lines: own.map(({ line }) => line),
    diagnostics: [...own.flatMap(({ diagnostics }) => diagnostics), ...misspelled],
    strays: findStrayTags(commentLines),
  };
}

function readRawLines(lines: readonly CommentLine[]): readonly RawLine[] {
  const raw: RawLine[] = [];
  let open: RawLine | undefined;
  for (const line of lines) {
    const [word, tag] = /^@([\p{L}_$][\p{L}\p{N}_$-]*)/u.exec(line.text) ?? [];
    if (word !== undefined && tag !== undefined) {
      const rest = line.text.slice(word.length);
      open = { tag, start: line.start, length: word.length, rest, restStart: line.start + word.length, below: [] };
      raw.push(open);
    } else if (line.text === '') {
      open = undefined;
    } else {
      open?.below.push(line);
    }
  }
  return raw;
}

interface ParsedLine {
  readonly line: TagLine;
  readonly diagnostics: readonly Diagnostic[];
}

function parseOwnLine(raw: RawLine, tag: OwnTag): ParsedLine {
  const span = { start: raw.start, length: raw.length };
  const parsed = parseRest(raw, tag, span);
  return 'code' in parsed ? { line: { tag, ...span, refused: true }, diagnostics: [parsed] } : parsed;
}

function parseRest(raw: RawLine, tag: OwnTag, span: Span): ParsedLine | Diagnostic {
  if (tag !== 'cache' && tag !== 'key' && tag !== 'tag') return DIAGNOSTICS.unsupportedTag(span, { tag });
  if (/^\S/.test(raw.rest)) {
    const glued = { start: raw.restStart, length: raw.rest.length };
    return DIAGNOSTICS.unexpectedText(glued, { tag, text: raw.rest });
  }
  const words = splitWords(raw.rest, raw.restStart);
  if (tag === 'cache') {
    const { options, diagnostics } = parseCacheOptions(words);
    return { line: { tag, ...span, options }, diagnostics: [...diagnostics, ...checkBelow(raw)] };
  }
  const [template, ...excess] = words;
  if (template === undefined) return DIAGNOSTICS.missingTemplate(span, { tag });
  if (excess.length > 0) {
    const text = excess.reduce(joinWords);
    return DIAGNOSTICS.unexpectedText(text, { tag, text: text.text });
  }
  const parts = parseTemplate(tag, template.text, template.start);
  if ('code' in parts) return parts;
  return { line: { tag, ...span, text: template.text, parts }, diagnostics: [] };
}

/** Options on the lines below `@cache`: they read like part of it and would be lost. */
function checkBelow(raw: RawLine): Diagnostic[] {
  return raw.below.flatMap((line) => {
    const [first] = splitWords(line.text, line.start);
    if (first === undefined || !isOption(first.text)) return [];
    const [option = ''] = first.text.split('=', 1);
    return [DIAGNOSTICS.optionOnNextLine(first, { tag: raw.tag, option })];
  });
}

/** `@cahe` next to a line of ours is a slip; alone it is somebody else's tag. */
function checkSpelling(raw: RawLine, beside: string): Diagnostic[] {
  if (isOwnTag(raw.tag)) return [];
  const nearest = OWN_TAGS.find((tag) => editDistance(tag, raw.tag) === 1);
  return nearest === undefined ? [] : [DIAGNOSTICS.misspelledTag(raw, { tag: raw.tag, beside, nearest })];
}
