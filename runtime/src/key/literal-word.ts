const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * Wider than what JavaScript prints: `007` and `1e3` are quoted too, as a person would read them as numbers. No two
 * quantifiers meet on the same digits, so a long string of digits costs linear time.
 */
const LIKE_A_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?n?$/;

/** Most strings: they begin with a letter and are none of the words. Strings that pass need neither quotes nor escapes. */
const PLAIN_STRING = /^(?!(?:true|false|null|undefined|NaN|Infinity)$)[A-Za-z_][A-Za-z0-9_.+-]*$/;

/** Whether a string prints as itself: no quotes, no escapes. One pass of one expression. */
export function isPlainString(text: string): boolean {
  return PLAIN_STRING.test(text);
}

/** Whether a string would be read as something else than a string and so is printed in quotes: `42`, `true`, ``. */
export function readsAsLiteral(text: string): boolean {
  return text === '' || WORDS.has(text) || LIKE_A_NUMBER.test(text);
}

/** What a decoded bare token stands for: `42` → 42, `42n` → 42n, `true` → true, `Ada` → 'Ada'. */
export function readLiteral(token: string): unknown {
  if (WORDS.has(token)) return WORDS.get(token);
  if (!LIKE_A_NUMBER.test(token)) return token;
  if (!token.endsWith('n')) return Number(token);
  return /^-?\d+n$/.test(token) ? BigInt(token.slice(0, -1)) : token;
}
