import { parseDuration } from 'holdfast/grammar';
import { areOptions } from './option-names.ts';
import { splitWords } from './split-words.ts';

/**
 * What text on a `@cache` line was probably meant as: `ttl=10m` for `10m`, and the options themselves where signs of
 * another notation stand around them, as in `(ttl=10m)` and `: ttl=10m`. `undefined`: it does not look like options.
 */
export function guessOptions(text: string): string | undefined {
  const bare = text.replace(/^[\s:;,({[]+/, '').replace(/[\s.;,)}\]]+$/, '');
  if (typeof parseDuration(bare) === 'number') return `ttl=${bare}`;
  return bare !== text && areOptions(splitWords(bare, 0)) ? bare : undefined;
}
