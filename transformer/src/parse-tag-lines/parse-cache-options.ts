import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { parseDurationOption } from './parse-duration-option.ts';
import { joinWords, type Word } from './split-words.ts';

/** A name as it stands in the comment. */
export interface NamedWord extends Span {
  readonly name: string;
}

/** What a `@cache` line says. What is absent was not written. */
export interface CacheOptions {
  /** Milliseconds. */
  readonly ttl?: number | 'forever';
  /** How long `null` and `undefined` live, in milliseconds. */
  readonly nulls?: number | 'ttl' | 'skip';
  readonly id?: NamedWord;
  readonly omit?: readonly NamedWord[];
}

interface OptionValue {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

type Reading = { readonly set: CacheOptions } | { readonly refused: Diagnostic };

interface OptionReader {
  readonly example: string;
  readonly read: (option: OptionValue) => Reading;
}

const OPTIONS = new Map<string, OptionReader>([
  ['ttl', { example: '10m', read: readTtl }],
  ['null', { example: '30s', read: readNull }],
  ['id', { example: 'findUser', read: readId }],
  ['omit', { example: 'logger', read: readOmit }],
]);

/** Options of the language that this version refuses, since ignoring one would change what the line means. */
const LATER_OPTIONS = [
  ...['if', 'vary', 'unordered', 'maxSize', 'shared', 'isolate', 'codec', 'store', 'swr', 'staleIfError', 'timeout'],
  ...['lock', 'max', 'by', 'window'],
];

const NAMES = [...OPTIONS.keys(), ...LATER_OPTIONS];

/** Whether a word is the beginning of an option, known to this version or not: `ttl=10m`, `swr=30s`. */
export function isOption(word: string): boolean {
  const [name = ''] = word.split('=', 1);
  return word.includes('=') && (OPTIONS.has(name) || LATER_OPTIONS.includes(name));
}

/** The options of a `@cache` line, with every problem found in them. */
export function parseCacheOptions(words: readonly Word[]): { options: CacheOptions; diagnostics: Diagnostic[] } {
  const { options: optionWords, excess } = splitExcess(words);
  const diagnostics = excess.map((text) => DIAGNOSTICS.unexpectedText(text, { tag: 'cache', text: text.text }));
  const seen = new Set<string>();
  let options: CacheOptions = {};
  for (const word of optionWords) {
    const [name = ''] = word.text.split('=', 1);
    if (seen.has(name)) {
      diagnostics.push(DIAGNOSTICS.duplicateOption(word, { tag: 'cache', option: name }));
      continue;
    }
    seen.add(name);
    const reading = readOption(word, name);
    if ('set' in reading) options = { ...options, ...reading.set };
    else diagnostics.push(reading.refused);
  }
  return { options, diagnostics };
}

/** Keeps apart what is meant as an option and runs of other words, each run as one piece of text. */
function splitExcess(words: readonly Word[]): { readonly options: readonly Word[]; readonly excess: readonly Word[] } {
  const options: Word[] = [];
  const excess: Word[] = [];
  let run: Word | undefined;
  for (const word of words) {
    if (isMeantAsOption(word.text)) {
      options.push(word);
      run = undefined;
    } else {
      if (run !== undefined) excess.pop();
      run = run === undefined ? word : joinWords(run, word);
      excess.push(run);
    }
  }
  return { options, excess };
}

/** A word with a name before its `=`, or one that could be a slip of an option's name; `=x` has no name. */
function isMeantAsOption(text: string): boolean {
  return text.includes('=') ? !text.startsWith('=') : nearestName(text, NAMES) !== undefined;
}

function readOption(word: Word, name: string): Reading {
  const nameSpan = { start: word.start, length: name.length };
  const reader = OPTIONS.get(name);
  if (reader === undefined) return { refused: refuseName(name, nameSpan) };
  const value = word.text.slice(name.length + 1);
  if (value === '') return { refused: DIAGNOSTICS.missingValue(word, { option: name, example: reader.example }) };
  return reader.read({ name, value, span: { start: word.start + name.length + 1, length: value.length } });
}

function refuseName(name: string, nameSpan: Span): Diagnostic {
  if (LATER_OPTIONS.includes(name)) return DIAGNOSTICS.unsupportedOption(nameSpan, { tag: 'cache', option: name });
  const nearest = nearestName(name, NAMES);
  return DIAGNOSTICS.unknownOption(nameSpan, { tag: 'cache', option: name, known: [...OPTIONS.keys()], nearest });
}

function readTtl({ name, value, span }: OptionValue): Reading {
  if (value === 'forever') return { set: { ttl: value } };
  const insteadOfZero = 'Write a longer ttl, or remove @cache.';
  const ttl = parseDurationOption({ option: name, value, span, words: ['forever'], insteadOfZero });
  return typeof ttl === 'number' ? { set: { ttl } } : { refused: ttl };
}

function readNull({ name, value, span }: OptionValue): Reading {
  if (value === 'ttl' || value === 'skip') return { set: { nulls: value } };
  const insteadOfZero = 'Write null=skip if null and undefined shall not be stored.';
  const nulls = parseDurationOption({ option: name, value, span, words: ['ttl', 'skip'], insteadOfZero });
  return typeof nulls === 'number' ? { set: { nulls } } : { refused: nulls };
}

function readId({ value, span }: OptionValue): Reading {
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$.-]*$/u.test(value))
    return { refused: DIAGNOSTICS.badId(span, { id: value }) };
  return { set: { id: { name: value, ...span } } };
}

function readOmit({ name, value, span }: OptionValue): Reading {
  const omit: NamedWord[] = [];
  for (const match of value.matchAll(/[^,]*/g)) {
    if (match[0] !== '') omit.push({ name: match[0], start: span.start + match.index, length: match[0].length });
  }
  const names = new Set(omit.map((word) => word.name));
  if (names.size !== value.split(',').length) return { refused: DIAGNOSTICS.badList(span, { option: name, value }) };
  return { set: { omit } };
}
