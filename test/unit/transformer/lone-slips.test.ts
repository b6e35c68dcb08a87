import { describe, expect, it } from 'vitest';
import { parseTagLines } from '../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { analyzeSnippets } from './analyze-snippets.ts';

const FOUND = analyzeSnippets({
  slip: `
/** Writes a user.
 * @invalidate user */
export async function rename(id: number): Promise<number> { return id; }
/** @invalidateTag team:{id} */
export const move = (id: number): number => id;
export class Users {
  /** @invalidate user:{id} */
  remove(id: number): number { return id; }
}
`,
  other: '/** @invalidate user */ export interface Row { id: number }\n/** @invalidate */ export const rows = [1];\n',
  beside: '/** @cache\n * @invalidate user */ export const f = (id: number): number => id;\n',
});

describe('@invalidate alone in a comment', () => {
  it.each([
    ['slip', 'is a warning on each function', [], ['1010 @invalidate', '1010 @invalidateTag', '1010 @invalidate']],
    ['other', "is somebody else's tag on what is no function", [], []],
    ['beside', 'is an error beside a tag of ours, as any slip is', ['1010 @invalidate'], []],
  ])('in %s %s', (title, _, words, warnings) => {
    const found = FOUND[title];
    expect({ words: found?.words, warnings: found?.warnings, writers: found?.writers }).toEqual({
      words,
      warnings,
      writers: [],
    });
  });

  it.each([
    ['invalidate', 'invalidates'],
    ['invalidateTag', 'invalidatesTag'],
  ])('@%s ends the message with @%s', (slip, tag) => {
    expect(parseTagLines(`/** @${slip} user */`, 0).loneSlips.map(({ message }) => message)).toEqual([
      `HF1010 misspelled-tag: @${slip} does nothing and is one letter from a tag of Holdfast. Did you mean @${tag}?`,
    ]);
  });

  it.each(['invalid', 'invalidated', 'see', 'track', 'keys', 'tags', 'cached', 'event', 'emits'])(
    'is a slip, @%s alone is not',
    (tag) => {
      expect(parseTagLines(`/** @${tag} user */`, 0).loneSlips).toEqual([]);
    },
  );
});
