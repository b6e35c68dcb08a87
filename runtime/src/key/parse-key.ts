import type { Template } from '../spec.ts';
import { compileKey, type KeyedSpec, type KeyLocation } from './compile-template.ts';
import { encodeText } from './encode-text.ts';
import { KeyReader } from './key-reader.ts';
import { readValue } from './parse-value.ts';
import { renderVary } from './render-vary.ts';
import { stopOf, templateSegments } from './template-segments.ts';

/** Where a key stands, and what it varies by. */
interface ReadLocation extends KeyLocation {
  /** What stands behind `|`: what all functions vary by, then what its own function does. Absent: nothing. */
  readonly vary?: readonly unknown[];
}

/** A key taken apart. `values` go by the paths of the holes. */
export type ParsedKey =
  /** `hf:app:findUser(id=42,teamId=1)` */
  | (ReadLocation & {
      readonly form: 'arguments';
      readonly id: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    })
  /** `hf:app:user:42`, read with the spec that has the template */
  | (ReadLocation & {
      readonly form: 'template';
      readonly id: string;
      readonly values: Readonly<Record<string, unknown>>;
    })
  /** `hf:app:user:42`, read without a spec: nothing tells text from values */
  | (ReadLocation & { readonly form: 'text'; readonly text: string })
  /** `hf:app:search(text=aaa…#q2h…`: the values are gone. `head` is the readable beginning, cut anywhere. */
  | { readonly form: 'hashed'; readonly head: string; readonly hash: string };

/** The reader behind the location. */
interface Source {
  readonly reader: KeyReader;
  readonly location: KeyLocation;
}

const PART = /[^:]*/y;
/** What a template's key may consist of, up to what it varies by. */
const TEXT = /[!"$-z~]*/y;
const ID = /[^(]*/y;
/** `configure({ vary })` and `vary=`. */
const MOST_VARIES = 2;

/**
 * Takes a printed key apart, the inverse of what `compileKey` makes.
 * @param spec the function whose key it is; needed for the values of a template, and where a template's text looks like
 * a call: `near(59,10)`
 * @throws ConfigurationError HF2001 for a text that is no key, or none of this function
 */
export function parseKey(key: string, spec?: KeyedSpec): ParsedKey {
  const reader = new KeyReader(key);
  if (key.includes('#')) return parseHashed(reader);
  const location = { prefix: readPart(reader), namespace: readPart(reader) };
  const source = { reader, location };
  if (spec?.key.form === 'template') return parseTemplate(source, spec, spec.key.template);
  if (spec !== undefined || /^[^:]*:[^:]*:[^()|]*\([^|]*\)(?:\|.*)?$/.test(key)) return parseArguments(source, spec);
  const text = reader.takesMatch(TEXT) ?? '';
  return { form: 'text', ...location, text, ...varyOf(readVary(source, undefined)) };
}

function parseHashed(reader: KeyReader): ParsedKey {
  const [, head, hash] = /^([^#]*)#([A-Za-z0-9_-]{22})$/.exec(reader.text) ?? [];
  if (head === undefined || hash === undefined) return reader.failWhole('"#" without a hash at the end');
  return { form: 'hashed', head, hash };
}

function readPart(reader: KeyReader): string {
  const printed = reader.takesMatch(PART) ?? '';
  const part = reader.decode(printed);
  const canonical = encodeText(part, 'name');
  if (canonical !== printed) reader.failCanonical(canonical);
  reader.take(':');
  return part;
}

function parseArguments({ reader, location }: Source, spec: KeyedSpec | undefined): ParsedKey {
  const id = reader.decode(reader.takesMatch(ID) ?? '');
  if (spec !== undefined && spec.id !== id) reader.fail(`expected ${spec.id}`);
  reader.take('(');
  const read: [string, unknown][] = [];
  if (reader.next !== ')') {
    do {
      const name = reader.takeToken('');
      reader.take('=');
      read.push([name, readValue(reader, '', 0)]);
    } while (reader.takes(','));
  }
  reader.take(')');
  const vary = readVary({ reader, location }, spec);
  const values = Object.fromEntries(read);
  const holes = spec === undefined ? Object.keys(values).sort() : holesOf(spec);
  const key = { form: 'arguments', holes: holes.length } as const;
  const { unordered = [] } = spec ?? {};
  assertCanonical({ reader, location }, { id, holes, key, unordered }, { values, vary });
  return { form: 'arguments', ...location, id, arguments: values, ...varyOf(vary) };
}

function parseTemplate({ reader, location }: Source, spec: KeyedSpec, template: Template): ParsedKey {
  const read: [string, unknown][] = [];
  for (const segment of templateSegments(spec, template)) {
    if (typeof segment === 'string') reader.take(segment);
    else read.push([segment.hole.name, readValue(reader, stopOf(segment.hole), 0)]);
  }
  const vary = readVary({ reader, location }, spec);
  const values = Object.fromEntries(read);
  const { id, key, unordered = [] } = spec;
  assertCanonical({ reader, location }, { id, holes: holesOf(spec), key, unordered }, { values, vary });
  return { form: 'template', ...location, id, values, ...varyOf(vary) };
}

/** The key's holes without what it varies by. */
function holesOf({ holes, key, vary }: KeyedSpec): readonly string[] {
  return holes.slice(0, vary ?? key.holes);
}

/** The rest of a key: `|eu|de`. */
function readVary({ reader }: Source, spec: KeyedSpec | undefined): readonly unknown[] {
  const vary: unknown[] = [];
  const least = spec?.vary === undefined ? 0 : 1;
  const most = spec !== undefined && least === 0 ? 1 : MOST_VARIES;
  while (vary.length < most && reader.takes('|')) vary.push(readValue(reader, '', 0));
  if (vary.length < least) reader.fail('expected "|"');
  reader.end();
  const ofAll = vary.slice(0, vary.length - (spec === undefined ? 1 : least));
  if (ofAll.includes(undefined)) reader.failWhole('what all functions vary by is not printed where it is undefined');
  return vary;
}

function varyOf(vary: readonly unknown[]): { readonly vary?: readonly unknown[] } {
  return vary.length === 0 ? {} : { vary };
}

/** What was read of a key. */
interface Read {
  readonly values: Readonly<Record<string, unknown>>;
  readonly vary: readonly unknown[];
}

/** The reader takes more than the printer makes; printing again refuses the rest, also arguments that the spec lacks. */
function assertCanonical({ reader, location }: Source, spec: KeyedSpec, { values, vary }: Read): void {
  const render = compileKey(spec, location, Number.POSITIVE_INFINITY);
  const printed = render(spec.holes.map((name) => (Object.hasOwn(values, name) ? values[name] : undefined)));
  const canonical = printed + vary.map((value) => renderVary(value, spec.id)).join('');
  if (canonical !== reader.text) reader.failCanonical(canonical);
}
