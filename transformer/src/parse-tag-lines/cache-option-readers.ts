import { nearestName, parseDuration } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { CacheOptions, NamedWord } from './cache-options.ts';
import { isName } from './is-name.ts';
import { parseDurationOption } from './parse-duration-option.ts';
import { parseFunctionName } from './parse-function-name.ts';
import { parseNameList } from './parse-name-list.ts';

/** One option as it was written. `span` covers the value. */
export interface OptionValue {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** What an option says, or what is wrong with it. */
export type OptionReading = { readonly set: CacheOptions } | { readonly refused: Diagnostic };

/** How the value of one option is read. */
export interface OptionReader {
  /** A value for messages. */
  readonly example: string;
  readonly read: (option: OptionValue) => OptionReading;
}

/** The options of `@cache` and `@batch` that have a value, in the order in which messages list them. */
export const CACHE_OPTION_READERS: ReadonlyMap<string, OptionReader> = new Map<string, OptionReader>([
  ['ttl', { example: '10m', read: readTtl }],
  ['null', { example: '30s', read: readNull }],
  ['if', { example: 'isComplete', read: (option) => readFunction(option, (fn) => ({ if: fn })) }],
  ['id', { example: 'findUser', read: readId }],
  ['omit', { example: 'logger', read: (option) => readList(option, (omit) => ({ omit })) }],
  ['vary', { example: 'currentTenant', read: (option) => readFunction(option, (vary) => ({ vary })) }],
  ['unordered', { example: 'ids', read: (option) => readList(option, (unordered) => ({ unordered })) }],
  ['maxSize', { example: '1000', read: (option) => readCount(option, (maxSize) => ({ maxSize })) }],
  ['isolate', { example: 'copy', read: readIsolate }],
  ['codec', { example: 'json', read: (option) => readPlainName(option, (codec) => ({ codec })) }],
  ['store', { example: 'sessions', read: (option) => readPlainName(option, (store) => ({ store })) }],
  ['shape', { example: 'any', read: readShape }],
]);

/** The options that `@batch` has beside those of `@cache`. */
export const BATCH_OPTION_READERS: ReadonlyMap<string, OptionReader> = new Map<string, OptionReader>([
  ['max', { example: '100', read: (option) => readCount(option, (max) => ({ max })) }],
  ['by', { example: 'id', read: readBy }],
  ['window', { example: '0ms', read: readWindow }],
]);

function readTtl({ name, value, span }: OptionValue): OptionReading {
  if (value === 'forever') return { set: { ttl: value } };
  const insteadOfZero = 'Write a longer ttl, or remove the line.';
  const ttl = parseDurationOption({ option: name, value, span, words: ['forever'], insteadOfZero });
  return typeof ttl === 'number' ? { set: { ttl } } : { refused: ttl };
}

function readNull({ name, value, span }: OptionValue): OptionReading {
  if (value === 'ttl' || value === 'skip') return { set: { nulls: value } };
  const insteadOfZero = 'Write null=skip if null and undefined shall not be stored.';
  const nulls = parseDurationOption({ option: name, value, span, words: ['ttl', 'skip'], insteadOfZero });
  return typeof nulls === 'number' ? { set: { nulls } } : { refused: nulls };
}

function readId({ value, span }: OptionValue): OptionReading {
  return isName(value)
    ? { set: { id: { name: value, ...span } } }
    : { refused: DIAGNOSTICS.badId(span, { id: value }) };
}

function readFunction({ name: option, value, span }: OptionValue, set: (fn: NamedWord) => CacheOptions): OptionReading {
  const fn = parseFunctionName(`${option}=`, value, span);
  return 'code' in fn ? { refused: fn } : { set: set(fn) };
}

function readList(
  { name: option, value, span }: OptionValue,
  set: (names: readonly NamedWord[]) => CacheOptions,
): OptionReading {
  const names = parseNameList(option, value, span);
  return 'code' in names ? { refused: names } : { set: set(names) };
}

/** Only digits: `1e3`, `1_000` and `1.5` are what somebody else's language allows. */
function readCount({ name: option, value, span }: OptionValue, set: (count: number) => CacheOptions): OptionReading {
  const count = Number(value);
  if (/^\d+$/.test(value) && count > 0 && Number.isSafeInteger(count)) return { set: set(count) };
  return { refused: DIAGNOSTICS.badCount(span, { option, value, nearest: nearestCount(value) }) };
}

/** The whole number that `1e3`, `1_000`, `1,000` or `1.5` is nearest to; none for what is below 1 or no number. */
function nearestCount(value: string): number | undefined {
  const meant = Math.round(Number(value.replaceAll(/[_,]/g, '')));
  return Number.isSafeInteger(meant) && meant > 0 ? meant : undefined;
}

const ISOLATIONS = ['copy', 'freeze', 'share'] as const;

function readIsolate({ name: option, value, span }: OptionValue): OptionReading {
  const isolate = ISOLATIONS.find((known) => known === value);
  if (isolate !== undefined) return { set: { isolate } };
  const nearest = nearestName(value, ISOLATIONS);
  return { refused: DIAGNOSTICS.unknownValue(span, { option, value, known: ISOLATIONS, nearest }) };
}

function readShape({ name: option, value, span }: OptionValue): OptionReading {
  if (value === 'any') return { set: { shape: value } };
  return { refused: DIAGNOSTICS.unknownValue(span, { option, value, known: ['any'], nearest: 'any' }) };
}

const NAME = String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`;
const PATH = new RegExp(`^${NAME}(?:\\.${NAME})*$`, 'u');

function readBy({ value, span }: OptionValue): OptionReading {
  if (PATH.test(value)) return { set: { by: { name: value, ...span } } };
  // The path in `[].id`, `{id}` or `(comment)=>comment.id`, which is nearly always what was meant.
  const [, nearest] =
    new RegExp(`^(?:\\[\\]\\.|\\{|[^=]*=>\\w+\\.)(${NAME}(?:\\.${NAME})*)\\}?$`, 'u').exec(value) ?? [];
  return { refused: DIAGNOSTICS.badBatchPath(span, { path: value, nearest }) };
}

/** Zero is what callers of one tick wait, so it needs its unit like any duration. */
function readWindow({ name: option, value, span }: OptionValue): OptionReading {
  const duration = /^0+(?:ms|s|m|h|d)$/.test(value) ? 0 : parseDuration(value);
  if (typeof duration === 'number') return { set: { window: { milliseconds: duration, ...span } } };
  if (/^\d+$/.test(value)) return { refused: DIAGNOSTICS.durationWithoutUnit(span, { option, value }) };
  return { refused: DIAGNOSTICS.badDuration(span, { option, value, words: ['0ms'] }) };
}

/** As `configure({ codecs })` takes them. */
const PLAIN_NAME = /^[A-Za-z0-9][\w.-]*$/;

function readPlainName({ name: option, value, span }: OptionValue, set: (name: string) => CacheOptions): OptionReading {
  return PLAIN_NAME.test(value) ? { set: set(value) } : { refused: DIAGNOSTICS.badName(span, { option, value }) };
}
