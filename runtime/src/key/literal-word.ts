/**
 * Wider than what JavaScript prints: `007` and `1e3` are quoted too, as a person would read them as numbers. No two
 * quantifiers meet on the same digits, so a long string of digits costs linear time.
 */
const LITERAL = /^(?:|true|false|null|undefined|NaN|-?Infinity|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?n?)$/;

/** Most strings: they begin with a letter and are none of the words. Strings that pass need neither quotes nor escapes. */
const PLAIN_STRING = /^(?!(?:true|false|null|undefined|NaN|Infinity)$)[A-Za-z_][A-Za-z0-9_.+-]*$/;

/** Whether a string prints as itself: no quotes, no escapes. One pass of one expression. */
export function isPlainString(text: string): boolean {
  return PLAIN_STRING.test(text);
}

/** Whether a string would be read as something else than a string and so is printed in quotes: `42`, `true`, ``. */
export function readsAsLiteral(text: string): boolean {
  return LITERAL.test(text);
}

/** What a decoded bare token, which is not empty, stands for: `42` → 42, `42n` → 42n, `true` → true, `Ada` → 'Ada'. */
export function readLiteral(token: string): unknown {
  switch (token) {
    case 'true':
    case 'false':
      return token === 'true';
    case 'null':
      return null;
    case 'undefined':
      return undefined;
  }
  if (!readsAsLiteral(token)) return token;
  // Number reads `NaN` and `Infinity` as well.
  if (!token.endsWith('n')) return Number(token);
  return /^-?\d+n$/.test(token) ? BigInt(token.slice(0, -1)) : token;
}
