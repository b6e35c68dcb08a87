/**
 * How codec `data` writes what JSON cannot. A text without tags is plain JSON, with the bytes of `JSON.stringify`,
 * whatever strings it holds. A text that begins with `~` has tags in the JSON behind it:
 *
 * | in the text | stands for |
 * |---|---|
 * | `"~D1700000000000"` `"~DNaN"` | a Date by its milliseconds; an invalid one |
 * | `"~n42"` `"~n-0x2a…"` | a bigint, in hexadecimal where it has more than 64 bits |
 * | `"~u"` `"~NaN"` `"~Infinity"` `"~-Infinity"` `"~-0"` | `undefined` and numbers |
 * | `"~~text"` | the string `~text`: in such a text every string that begins with `~` has one more |
 * | `["~Map", key, item, key, item]` `["~Set", item, item]` | |
 * | `["~Fields", "a\\nb", value]` | an object with a name that JSON writes with an escape (plain-json-text.ts says why) |
 * | `["~Bare", {…}]` | an object without prototype; its fields are as those of any other |
 * | `["~Sparse", 10, 3, item, 7, item]` | a list of length 10 that has items at 3 and 7 only |
 * | `["~RegExp", "a+", "gi", 0]` | source, flags, lastIndex |
 * | `["~Error", "RangeError", {…}, ["message", "stack"]]` | class, own fields, names of those that are not enumerable |
 * | `["~Bytes", "Float64Array", "AAAA…"]` | a typed array, `ArrayBuffer`, `DataView` or `Buffer`, in base64 |
 *
 * Since a list's own strings never begin with a single `~`, a list that begins with one of these words is no list.
 */

/** First character of a text that holds tags, and of each tag. */
export const MARK = '~';

/** Code of `MARK`. */
export const MARK_CODE = 126;

/** Numbers that JSON does not know, by their spelling. */
export const ODD_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['~NaN', Number.NaN],
  ['~Infinity', Number.POSITIVE_INFINITY],
  ['~-Infinity', Number.NEGATIVE_INFINITY],
  ['~-0', -0],
]);

/** Classes of errors whose state is in their fields. */
export const ERROR_CLASSES: readonly string[] = [
  ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['AggregateError', 'SuppressedError'],
];

/** Classes of bytes. Those that a Node does not have (`Float16Array`) it does not read. */
export const BYTE_CLASSES: readonly string[] = [
  ...['Buffer', 'ArrayBuffer', 'DataView', 'Uint8Array', 'Uint8ClampedArray', 'Int8Array'],
  ...['Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'BigUint64Array', 'BigInt64Array'],
  ...['Float16Array', 'Float32Array', 'Float64Array'],
];

/** The global class of this name, where it is one of those listed. */
export function globalClass(name: unknown, listed: readonly string[]): unknown {
  return typeof name === 'string' && listed.includes(name) ? Reflect.get(globalThis, name) : undefined;
}
