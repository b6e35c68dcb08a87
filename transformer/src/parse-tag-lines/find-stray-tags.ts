import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { areOptions, isOption } from './option-names.ts';
import type { CommentLine } from './split-tag-lines.ts';
import { splitWords } from './split-words.ts';

/**
 * Tags that stand behind other text, as in `Finds a user. @cache ttl=10m`. There they are prose and would do
 * nothing, so those that read like a tag line are reported: `@cache` at the end or before an option, `@key` and
 * `@tag` before a template with a hole, `@tag` before `=tagsOf` or `./drafts`. A mere mention, or code between
 * backticks, is left alone.
 */
export function findStrayTags(lines: readonly CommentLine[]): Diagnostic[] {
  return lines.flatMap(({ text, start }) => {
    if (text.startsWith('@')) return [];
    // Code keeps its length, so that places stay right.
    const prose = text.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    return [...prose.matchAll(/(?<=\s)@(cache|key|tag)(?=\s+(\S.*)|$)/g)].flatMap(({ index, 1: tag = '', 2: rest }) => {
      const isMeant = tag === 'cache' ? readsLikeOptions(rest) : rest !== undefined && readsLikeTemplate(tag, rest);
      return isMeant ? [DIAGNOSTICS.strayTag({ start: start + index, length: tag.length + 1 }, { tag })] : [];
    });
  });
}

function readsLikeOptions(rest: string | undefined): boolean {
  if (rest === undefined) return true;
  const words = splitWords(rest, 0);
  return areOptions(words) || (words[0] !== undefined && isOption(words[0].text));
}

function readsLikeTemplate(tag: string, rest: string): boolean {
  const [word = ''] = rest.split(/\s/, 1);
  return word.includes('{') || (tag === 'tag' && /^(?:=|\.\/)\S/.test(word));
}
