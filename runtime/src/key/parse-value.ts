import { parseBytes } from './byte-array.ts';
import type { KeyHole } from './key-hole.ts';
import { KeyReader } from './key-reader.ts';
import { readLiteral } from './literal-word.ts';
import { DEEPEST_NESTING } from './open-frame.ts';
import { renderValue } from './render-value.ts';

const PARSED: KeyHole = { owner: 'parseValue', name: 'value', form: 'arguments', excluded: '' };
/** No type's name begins like a date does (a digit, a sign, `NaN`), whatever text and bracket follow the date. */
const TYPE = /(?!NaN)([A-Z][A-Za-z0-9]*)\[/y;
const BYTES = /[A-Za-z0-9_-]*/y;

/**
 * What `~…` is read as. The instance itself is gone, what its `toJSON()` returned is `value`; it prints as the instance
 * did.
 */
export class JsonForm {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** Prints as `~` and the value. */
  toJSON(): unknown {
    return this.value;
  }
}

/**
 * Reads back what `renderValue` printed: `[1,"1"]` → `[1, '1']`. What printing merges comes back in its plainest form
 * (Set items in printed order, objects without undefined fields, a Buffer as Uint8Array, an instance as `JsonForm`).
 * @throws ConfigurationError HF2001 for any text that `renderValue` does not print
 */
export function parseValue(text: string): unknown {
  const reader = new KeyReader(text);
  const value = readValue(reader, '', 0);
  reader.end();
  // The reader takes more than the printer makes (`007`, `%41`, `(b=1,a=2)`): one comparison refuses all of that.
  const canonical = renderValue(value, PARSED);
  if (canonical !== text) reader.failCanonical(canonical);
  return value;
}

/**
 * Reads one value from a longer text; not necessarily in canonical form, which the caller checks for the whole text.
 * @param stop see `KeyReader.takeToken`
 * @param depth number of containers around it
 * @throws ConfigurationError HF2001 where no value begins here
 */
export function readValue(reader: KeyReader, stop: string, depth: number): unknown {
  if (reader.takes('"')) return readQuoted(reader);
  if (reader.takes('[')) return readItems(reader, within(reader, depth));
  if (reader.takes('(')) return readRecord(reader, within(reader, depth));
  if (reader.takes('~')) return new JsonForm(readValue(reader, stop, within(reader, depth)));
  if (reader.takes('@')) return readBuiltIn(reader, stop, depth);
  const token = reader.takeToken(stop);
  return token === '' ? reader.fail('expected a value') : readLiteral(token);
}

/** The depth inside a container that stands at `depth`. */
function within(reader: KeyReader, depth: number): number {
  return depth < DEEPEST_NESTING ? depth + 1 : reader.fail(`nested deeper than ${DEEPEST_NESTING} levels`);
}

function readQuoted(reader: KeyReader): string {
  const text = reader.takeToken('');
  reader.take('"');
  return text;
}

/** The rest of `[1,2]` behind the bracket. */
function readItems(reader: KeyReader, depth: number): unknown[] {
  const items: unknown[] = [];
  if (reader.takes(']')) return items;
  do items.push(readValue(reader, '', depth));
  while (reader.takes(','));
  reader.take(']');
  return items;
}

/** The rest of `(a=1,b=2)` behind the bracket. */
function readRecord(reader: KeyReader, depth: number): object {
  const fields: [string, unknown][] = [];
  if (reader.takes(')')) return {};
  do {
    const name = reader.takeToken('');
    reader.take('=');
    fields.push([name, readValue(reader, '', depth)]);
  } while (reader.takes(','));
  reader.take(')');
  // Defines own fields, also one named `__proto__`.
  return Object.fromEntries(fields);
}

function readBuiltIn(reader: KeyReader, stop: string, depth: number): unknown {
  const type = reader.takesMatch(TYPE);
  if (type === undefined) return new Date(reader.takeToken(stop));
  if (type === 'Set') return new Set(readItems(reader, within(reader, depth)));
  if (type === 'Map') return readMap(reader, within(reader, depth));
  const bytes = parseBytes(type, reader.takesMatch(BYTES) ?? '');
  if (bytes === undefined) reader.fail(`no bytes of a type ${type}`);
  reader.take(']');
  return bytes;
}

function readMap(reader: KeyReader, depth: number): ReadonlyMap<unknown, unknown> {
  const entries: [unknown, unknown][] = [];
  if (reader.takes(']')) return new Map();
  do {
    const key = readValue(reader, '', depth);
    reader.take('=');
    entries.push([key, readValue(reader, '', depth)]);
  } while (reader.takes(','));
  reader.take(']');
  return new Map(entries);
}
