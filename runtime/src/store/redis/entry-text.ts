import type { Stamp } from '../../stamp/stamp.ts';
import type { SealedValue } from '../../value/sealing.ts';
import { parseDigits } from './parse-digits.ts';

/**
 * An entry as Redis holds it, one string:
 *
 * ```
 * H1 9f86d081884c7d65 42 data t5Ks0gAt
 * *
 * f:shop:findUser
 *
 * {"id":42,"name":"Ada"}
 * ```
 *
 * The first line: format, epoch and count of the stamp, codec, shape (`-` where there is none); then `b` where the payload
 * is bytes, which stand in base64, and `m:f:shop:findUser` where the function has a bound. Then one dependency a line, an
 * empty line, the payload.
 */
export interface EntryText {
  readonly stamp: Stamp;
  /** The dependencies as they are written: `*\nf:shop:findUser`. */
  readonly list: string;
  readonly sealed: SealedValue;
  /** The function whose entries are counted; absent: it has no bound. */
  readonly owner: string | undefined;
}

/** What an entry is written from. */
export interface Writing {
  readonly stamp: Stamp;
  /** As `renderList` gives it. */
  readonly list: string;
  readonly sealed: SealedValue;
  readonly owner?: string | undefined;
}

const FORMAT = 'H1';
/** Codecs, shapes and owners are one word each. */
const WORD = /[\s%]/g;
/** An empty line, or what begins as JSON. */
const NOT_PLAIN = /^$|^[[\n]|\n\n|\n$/;
const START = `${FORMAT} `;
const EPOCH_START = START.length;
const LINE_END = 10;
const SPACE = 32;
/** So many first lines are remembered. */
const REMEMBERED = 1000;

/** The dependencies, one a line; as JSON where a name has a line end or none at all, or would be taken for JSON. */
export function renderList(dependencies: readonly string[]): string {
  const list = dependencies.join('\n');
  // Almost always: as many lines as names.
  if (isPlain(list, dependencies.length)) return list.isWellFormed() ? list : list.toWellFormed();
  return JSON.stringify(dependencies.map((name) => name.toWellFormed()));
}

/** The dependencies of a list; they may be kept. */
export function parseList(list: string): readonly string[] {
  if (!list.startsWith('[')) return copy(list).split('\n');
  const names: unknown = tryJson(list);
  return Array.isArray(names) ? names.map(String) : [];
}

/** The text of an entry. */
export function renderEntry(writing: Writing): string {
  return renderHead(writing) + renderBody(writing.sealed);
}

/** What stands before the payload: the same for all that differ in the payload's content only. */
export function renderHead({ stamp, list, sealed, owner }: Writing): string {
  const words = [FORMAT, stamp.epoch, stamp.count, toWord(sealed.codec), toWord(sealed.shape ?? '-')];
  if (typeof sealed.payload !== 'string') words.push('b');
  if (owner !== undefined) words.push(`m:${toWord(owner.toWellFormed())}`);
  return `${words.join(' ')}\n${list}\n\n`;
}

/** The payload as it stands in an entry. */
export function renderBody({ payload }: SealedValue): string {
  if (typeof payload === 'string') return payload;
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('base64');
}

/**
 * What a stored text says; `undefined` for what is none of ours.
 * @param expected the list that it most likely has, which then needs not be cut out
 */
export function parseEntry(text: string, expected?: string): EntryText | undefined {
  if (!text.startsWith(START)) return undefined;
  const epoch = epochIn(text);
  const countStart = EPOCH_START + epoch.length + 1;
  const countEnd = text.indexOf(' ', countStart);
  const count = parseDigits(text, countStart, countEnd);
  const headEnd = text.indexOf('\n', countEnd);
  const isExpected = expected !== undefined && hasList(text, headEnd + 1, expected);
  const listEnd = isExpected ? headEnd + 1 + expected.length : text.indexOf('\n\n', headEnd);
  if (count === undefined || listEnd === -1) return undefined;
  const { codec, shape, isBytes, owner } = wordsIn(text, countEnd + 1, headEnd);
  const body = text.slice(listEnd + 2);
  const payload = isBytes ? Buffer.from(body, 'base64') : body;
  const sealed = shape === undefined ? { codec, payload } : { codec, payload, shape };
  const list = isExpected ? expected : text.slice(headEnd + 1, listEnd);
  return { stamp: { epoch, count }, list, sealed, owner };
}

/** Whether the list stands there, with an empty line behind it. */
function hasList(text: string, start: number, list: string): boolean {
  const end = start + list.length;
  return text.charCodeAt(end) === LINE_END && text.charCodeAt(end + 1) === LINE_END && text.startsWith(list, start);
}

/** What the first line says behind the stamp; entries of one function have the same. */
interface Words {
  readonly text: string;
  readonly codec: string;
  readonly shape: string | undefined;
  readonly isBytes: boolean;
  readonly owner: string | undefined;
}

/** First lines are much alike, and nothing is as fast to take apart as what was taken apart before. */
const known = { epoch: '', words: readWords(''), others: new Map<string, Words>() };

function epochIn(text: string): string {
  const end = EPOCH_START + known.epoch.length;
  if (text.startsWith(known.epoch, EPOCH_START) && text.charCodeAt(end) === SPACE) return known.epoch;
  known.epoch = copy(text.slice(EPOCH_START, text.indexOf(' ', EPOCH_START)));
  return known.epoch;
}

function wordsIn(text: string, start: number, end: number): Words {
  const { words, others } = known;
  if (words.text.length === end - start && text.startsWith(words.text, start)) return words;
  const part = text.slice(start, end);
  known.words = others.get(part) ?? readWords(copy(part));
  if (others.size >= REMEMBERED) others.clear();
  others.set(known.words.text, known.words);
  return known.words;
}

function readWords(text: string): Words {
  const [codec = '', shape = '-', ...marks] = text.split(' ');
  const owner = marks.find((mark) => mark.startsWith('m:'));
  return {
    text,
    codec: fromWord(codec),
    shape: shape === '-' ? undefined : fromWord(shape),
    isBytes: marks.includes('b'),
    owner: owner === undefined ? undefined : fromWord(owner.slice(2)),
  };
}

/** What is cut out of a text keeps all of it in memory as long as it is kept itself. */
function copy(part: string): string {
  return Buffer.from(part).toString();
}

/** Whether it is as many lines as names, none of them empty. */
function isPlain(list: string, length: number): boolean {
  let lines = 1;
  for (let at = list.indexOf('\n'); at !== -1; at = list.indexOf('\n', at + 1)) lines++;
  return lines === length && !NOT_PLAIN.test(list);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // None of ours: it has no dependencies, so the entry is malformed, and that is what its reader says.
    return undefined;
  }
}

function toWord(text: string): string {
  return text.replace(WORD, (char) => `%${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function fromWord(word: string): string {
  return word.includes('%')
    ? word.replaceAll(/%([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : word;
}
