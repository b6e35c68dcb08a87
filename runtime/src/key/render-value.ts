/*
 * The grammar of a value in a key, and why two different values never print the same.
 *
 *   value  = token | '"' token '"' | list | record | '~' value | '@' token | '@' type '[' … ']'
 *   token  = any number of  [A-Za-z0-9_.+-]  |  '%' two hex digits (UTF-8)  |  '%u' four hex digits (one UTF-16 unit)
 *   list   = '[' value { ',' value } ']'                       an array
 *   record = '(' token '=' value { ',' token '=' value } ')'   a plain object, names in order of their code units
 *
 *   Ada  42  42n  true  null  "42"  ""  new%20york      strings, numbers, bigints and the words
 *   [1,2]  (city=Oslo,page=1)                           arrays and plain objects
 *   @2026-11-21T00%3A00%3A00.000Z                       a Date; `@NaN` is the invalid one
 *   @Set[a,b]  @Map[a=1,b=2]  @Uint8Array[AQID]         items in order of their printed form; bytes as base64url
 *   ~2026-11-21                                         an instance, printed as its toJSON() value
 *
 * It is injective because it can be read back (parse-value.ts; the tests render, parse and compare), and it can be read
 * back because of three rules.
 *
 * 1. The first character tells the form: `"`, `[`, `(`, `~`, `@` or else a bare token. After `@`, no type's name begins
 *    like a date (a digit, a sign, `NaN`).
 * 2. Every form ends by itself or before a character that no token contains. Tokens contain neither brackets nor
 *    separators nor quotes, since all of these are percent-encoded inside them. In a template the text after a hole may
 *    begin with a character that a token *does* contain: `{year}-{month}`. So that one character is excluded from this
 *    hole's outermost bare token: it is printed in another form there (`-1` as `%2D1`), and the token ends where it
 *    stands in its usual form. It is excluded from the token as text, hence from numbers, dates and words as well, and
 *    nowhere inside quotes or brackets, which end by themselves. Where the text begins with an escape (a blank is
 *    `%20`), the excluded character's other form is `%u0020`. Two holes with nothing between them have no such
 *    character and are refused (compile-template.ts).
 * 3. Classification comes after decoding: `%2D1` is the number -1 as `-1` is. A string that would be read as something
 *    else stands in quotes, and so does each that a *person* would read as a number (`007`).
 *
 * What is merged, all of it documented in docs/keys.md: -0 and 0; fields that are undefined with fields that are absent;
 * holes of a sparse array with undefined; the order of fields, of Set items and of Map entries; instances of different
 * classes with equal toJSON(); a Buffer with a Uint8Array; fields that are not enumerable do not count.
 *
 * What could be merged by accident is refused instead: fields on an array, Date, Map or Set, and subclasses of them
 * without a toJSON() of their own. "Of their own" is told by the length of the prototype chain, which, other than
 * `instanceof`, also holds for objects of another realm (test runners make some).
 *
 * An error that a getter, a proxy or a toJSON() throws reaches the caller unchanged.
 */

import { isArrayBuffer, isBoxedPrimitive, isDataView, isDate, isMap, isSet, isTypedArray } from 'node:util/types';
import { renderBytes, typedArrayName } from './byte-array.ts';
import { describeObject } from './describe-object.ts';
import { encodeText, encodeTextWithout } from './encode-text.ts';
import type { KeyHole } from './key-hole.ts';
import { isPlainString, readsAsLiteral } from './literal-word.ts';
import { shapeOf } from './object-shape.ts';
import { type Frame, openFrame } from './open-frame.ts';
import { refuseFields, refuseSymbols } from './refuse-fields.ts';
import { unkeyableError } from './unkeyable-error.ts';

/**
 * Prints one value in canonical form: `42`, `"42"`, `(city=Oslo,page=1)`. Equal values print equal on every machine,
 * different ones never do.
 * @param parent the container that holds the value; absent for the hole's own value
 * @throws UnkeyableArgumentError HF3001 where a part of it cannot be a key; the message names its path
 */
export function renderValue(value: unknown, hole: KeyHole, parent?: Frame): string {
  switch (typeof value) {
    case 'string':
      return renderString(value, excludedIn(hole, parent));
    case 'number':
    case 'boolean':
    case 'undefined':
      return renderToken(String(value), excludedIn(hole, parent));
    case 'bigint':
      return renderToken(`${value}n`, excludedIn(hole, parent));
    case 'object':
      return value === null ? renderToken('null', excludedIn(hole, parent)) : renderObject(value, hole, parent);
    case 'function':
    case 'symbol':
      throw unkeyableError(`is a ${typeof value}`, hole, parent);
  }
}

function excludedIn(hole: KeyHole, parent: Frame | undefined): string {
  return parent === undefined ? hole.excluded : parent.excluded;
}

/** Of a number or a word, which consist of bare characters: nothing to encode but the excluded one. */
function renderToken(token: string, excluded: string): string {
  return excluded === '' ? token : encodeTextWithout(token, excluded);
}

function renderString(text: string, excluded: string): string {
  if (excluded === '' && isPlainString(text)) return text;
  return readsAsLiteral(text) ? `"${encodeText(text, 'value')}"` : encodeTextWithout(text, excluded);
}

function renderObject(object: object, hole: KeyHole, parent: Frame | undefined): string {
  const { chain, plain } = shapeOf(object);
  if (plain) return renderPlain(object, hole, parent);
  if (chain === 2) {
    if (Array.isArray(object) || isSet(object)) return renderList(object, hole, parent);
    if (isDate(object)) return renderDate(object, hole, parent);
    if (isMap(object)) return renderMap(object, hole, parent);
    if (isArrayBuffer(object)) return `@ArrayBuffer[${renderBytes(object)}]`;
    if (isDataView(object)) return `@DataView[${renderBytes(object)}]`;
  }
  if (isTypedArray(object) && (chain === 3 || Buffer.isBuffer(object))) {
    return `@${typedArrayName(object)}[${renderBytes(object)}]`;
  }
  return renderJson(object, hole, parent);
}

/** A list whose order does not count prints the same whether it is an array or a Set: as an array, sorted. */
function renderList(list: readonly unknown[] | ReadonlySet<unknown>, hole: KeyHole, parent: Frame | undefined): string {
  const items = renderItems(list, hole, parent);
  const isUnordered = parent === undefined && hole.unordered === true;
  if (isUnordered || !Array.isArray(list)) items.sort();
  return `${isUnordered || Array.isArray(list) ? '' : '@Set'}[${items.join(',')}]`;
}

/** The printed items of an array or a Set. */
function renderItems(
  list: readonly unknown[] | ReadonlySet<unknown>,
  hole: KeyHole,
  parent: Frame | undefined,
): string[] {
  const frame = openFrame(list, hole, parent);
  refuseFields(list, hole, parent);
  const items: string[] = [];
  for (const item of list) {
    frame.step = items.length;
    items.push(renderValue(item, hole, frame));
  }
  return items;
}

function renderPlain(object: object, hole: KeyHole, parent: Frame | undefined): string {
  if (typeof Reflect.get(object, 'toJSON') === 'function') return renderJson(object, hole, parent);
  const frame = openFrame(object, hole, parent);
  refuseSymbols(object, hole, parent);
  let fields = '';
  for (const name of Object.keys(object).sort()) {
    frame.step = name;
    const value: unknown = Reflect.get(object, name);
    if (value === undefined) continue;
    fields += `${fields === '' ? '' : ','}${encodeText(name, 'value')}=${renderValue(value, hole, frame)}`;
  }
  return `(${fields})`;
}

function renderDate(date: Date, hole: KeyHole, parent: Frame | undefined): string {
  refuseFields(date, hole, parent);
  const token = Number.isNaN(date.getTime()) ? 'NaN' : date.toISOString();
  return `@${encodeTextWithout(token, excludedIn(hole, parent))}`;
}

function renderMap(map: ReadonlyMap<unknown, unknown>, hole: KeyHole, parent: Frame | undefined): string {
  const frame = openFrame(map, hole, parent);
  refuseFields(map, hole, parent);
  const entries: string[] = [];
  for (const [key, value] of map) {
    frame.step = entries.length;
    entries.push(`${renderValue(key, hole, frame)}=${renderValue(value, hole, frame)}`);
  }
  // Two keys may print the same (two objects of equal content); sorting whole entries is definite then, too.
  return `@Map[${entries.sort().join(',')}]`;
}

/** Also for a plain object that has its own toJSON(), as `JSON.stringify` does it. */
function renderJson(object: object, hole: KeyHole, parent: Frame | undefined): string {
  const toJSON: unknown = Reflect.get(object, 'toJSON');
  if (typeof toJSON !== 'function' || isBoxedPrimitive(object))
    throw unkeyableError(describeObject(object), hole, parent);
  const frame = { ...openFrame(object, hole, parent), excluded: excludedIn(hole, parent), step: 'toJSON()' };
  return `~${renderValue(Reflect.apply(toJSON, object, ['']), hole, frame)}`;
}
