import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { areOptions, isOption } from './option-names.ts';
import { type EntityTag, isEntityOption } from './parse-entity-options.ts';
import type { CommentLine } from './split-tag-lines.ts';
import { splitWords } from './split-words.ts';
import { OWN_TAGS, type OwnTag } from './tag-names.ts';

/** A tag in the middle of a line. */
export interface StrayTag {
  readonly tag: OwnTag;
  readonly problem: Diagnostic;
}

const TAG = /(?<=\s)@(cache|batch|key|tag|tracks|invalidates|invalidatesTag|entity)(?=\s+(\S.*)|$)/g;

/**
 * Tags that stand behind other text, as in `Finds a user. @cache ttl=10m`. There they are prose and would do
 * nothing, so those that read like a tag line are reported: `@cache` at the end or before an option, `@batch` before one
 * name and options, `@key`, `@tag` and `@invalidatesTag` before a template with a hole, `@tag` before `=tagsOf` or `./drafts`, and the lines about entities
 * before one name and options, and nothing else. A mere mention, or code between backticks, is left alone.
 */
export function findStrayTags(lines: readonly CommentLine[]): StrayTag[] {
  const strays: StrayTag[] = [];
  for (const { text, start } of lines) {
    if (text.startsWith('@') || !text.includes('@')) continue;
    // Code keeps its length, so that places stay right.
    const prose = text.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    for (const { index, 1: name = '', 2: rest } of prose.matchAll(TAG)) {
      const tag = OWN_TAGS.find((one) => one === name);
      if (tag === undefined || !isMeant(tag, rest)) continue;
      strays.push({ tag, problem: DIAGNOSTICS.strayTag({ start: start + index, length: tag.length + 1 }, { tag }) });
    }
  }
  return strays;
}

function isMeant(tag: OwnTag, rest: string | undefined): boolean {
  if (tag === 'cache') return readsLikeOptions(rest);
  if (tag === 'batch') return readsLikeBatch(rest);
  if (tag === 'tracks' || tag === 'invalidates' || tag === 'entity') return readsLikeEntity(tag, rest);
  return rest !== undefined && readsLikeTemplate(tag, rest);
}

function readsLikeOptions(rest: string | undefined): boolean {
  if (rest === undefined) return true;
  const words = splitWords(rest, 0);
  return areOptions(words) || (words[0] !== undefined && isOption(words[0].text));
}

/** One name before options, or at the end of the line. */
function readsLikeBatch(rest = ''): boolean {
  const [first, ...others] = splitWords(rest, 0);
  const isNamed = first !== undefined && /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(first.text);
  return isNamed && others.every(({ text }) => areOptions([{ text, start: 0, length: 0 }]));
}

/** One name at the end of the line, or before options. */
function readsLikeEntity(tag: EntityTag, rest = ''): boolean {
  const [first, ...others] = splitWords(rest, 0);
  if (first === undefined) return tag !== 'entity';
  const isNamed = isEntityOption(tag, first.text) || /^[\p{ID_Start}_${][^\s]*$/u.test(first.text);
  return isNamed && !first.text.endsWith('.') && others.every(({ text }) => isEntityOption(tag, text));
}

function readsLikeTemplate(tag: string, rest: string): boolean {
  const [word = ''] = rest.split(/\s/, 1);
  return word.includes('{') || (tag === 'tag' && /^(?:=|\.\/)\S/.test(word));
}
