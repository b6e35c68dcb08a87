/**
 * Which characters stay as they are:
 * - `value`: a value's token. None of them has a meaning in the grammar.
 * - `name`: prefix, namespace and id. Whatever is printable and neither separates nor brackets.
 * - `literal`: a template's own text. Whatever is printable; `%`, `#`, `"`, `{`, `}` and `|` keep their one meaning.
 */
export type KeptCharacters = 'value' | 'name' | 'literal';

const BARE = /^[A-Za-z0-9_.+-]*$/;

const ENCODED_RUNS: Readonly<Record<KeptCharacters, RegExp>> = {
  value: /[^A-Za-z0-9_.+-]+/gu,
  name: /[^!$&'*+,./0-9;<=>?@A-Z[\\\]^_`a-z~-]+/gu,
  literal: /[^!$&'()*+,./0-9:;<=>?@A-Z[\\\]^_`a-z~-]+/gu,
};

/**
 * Percent-encodes as UTF-8 whatever a part of a key does not keep: `new york` → `new%20york`. A lone surrogate, which
 * UTF-8 cannot carry, becomes `%uD800`.
 */
export function encodeText(text: string, kept: KeptCharacters): string {
  // Most names and strings need nothing, and a test is cheaper than a replacement that finds nothing.
  if (BARE.test(text)) return text;
  return text.replace(ENCODED_RUNS[kept], encodeRun);
}

/**
 * Like `encodeText(text, 'value')`, with one more character encoded, in a form that neither a value nor a literal text
 * ever has otherwise: `-` as `%2D`, `é` as `%u00E9`.
 * @param excluded one character (code point), not a lone surrogate; `''` for none
 */
export function encodeTextWithout(text: string, excluded: string): string {
  if (excluded === '' || !text.includes(excluded)) return encodeText(text, 'value');
  const otherForm = encodeText(excluded, 'value') === excluded ? hexOf(excluded) : unitsOf(excluded);
  // Cutting at a whole code point cannot part a surrogate pair, so the pieces encode as they would together.
  return text
    .split(excluded)
    .map((piece) => encodeText(piece, 'value'))
    .join(otherForm);
}

function encodeRun(run: string): string {
  if (!run.isWellFormed())
    return Array.from(run, (char) => (char.isWellFormed() ? encodeRun(char) : unitsOf(char))).join('');
  // encodeURIComponent keeps these five (and letters, digits, `-_.`, which are never in a run).
  return encodeURIComponent(run).replace(/[!'()*~]/g, hexOf);
}

function hexOf(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function unitsOf(char: string): string {
  return char
    .split('')
    .map((unit) => `%u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join('');
}
