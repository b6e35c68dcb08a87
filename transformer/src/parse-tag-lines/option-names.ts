import { BATCH_OPTION_READERS, CACHE_OPTION_READERS, type OptionReader } from './cache-option-readers.ts';
import type { Word } from './split-words.ts';

/** Options that are a word without a value. */
export const FLAGS: readonly string[] = ['shared'];

/** Options of the language that this version refuses, since ignoring one would change what the line means. */
export const LATER_OPTIONS: readonly string[] = ['swr', 'staleIfError', 'timeout', 'lock'];

/** The tags whose lines take these options. */
export type CachingTag = 'cache' | 'batch';

/** How the options of a tag that have a value are read, in the order in which messages list them. */
export const OPTION_READERS: Readonly<Record<CachingTag, ReadonlyMap<string, OptionReader>>> = {
  cache: CACHE_OPTION_READERS,
  batch: new Map([...CACHE_OPTION_READERS, ...BATCH_OPTION_READERS]),
};

/**
 * Options that this version takes on a line of the tag. Of two names that are as near to a misspelled one the first is
 * suggested: `share` is meant as `shared`, not as `shape`.
 */
export function listPresentOptions(tag: CachingTag): readonly string[] {
  return [...FLAGS, ...OPTION_READERS[tag].keys()];
}

/** All options of the language. */
export const OPTION_NAMES: readonly string[] = [...listPresentOptions('batch'), ...LATER_OPTIONS];

/** Whether a word is an option with a value, known to this version or not: `ttl=10m`, `swr=30s`. */
export function isOption(word: string): boolean {
  const [name = ''] = word.split('=', 1);
  return word.includes('=') && OPTION_NAMES.includes(name);
}

/** Whether words are options and nothing else, so that they can hardly be prose: `shared`, `shared ttl=10m`. */
export function areOptions(words: readonly Word[]): boolean {
  return words.length > 0 && words.every(({ text }) => isOption(text) || FLAGS.includes(text));
}
