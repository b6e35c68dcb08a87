/**
 * What stands before the payload of an entry. Entries of one function that were made behind the same invalidation have the
 * same, and comparing it as a whole costs a tenth of taking it apart.
 */
import type { Stamp } from '../../stamp/stamp.ts';
import { copyText, internText } from './copy-text.ts';
import { parseDigits } from './parse-digits.ts';

export const FORMAT = 'H1';

/** What the first line says behind the stamp; entries of one function have the same. */
export interface Words {
  readonly text: string;
  readonly codec: string;
  readonly shape: string | undefined;
  /** The payload is bytes, in base64. */
  readonly isBytes: boolean;
  /** The function whose entries are counted; absent: it has no bound. */
  readonly owner: string | undefined;
}

export interface EntryHead {
  readonly stamp: Stamp;
  readonly words: Words;
  /** The dependencies as they are written. */
  readonly list: string;
  /** Up to the payload. */
  readonly length: number;
}

/** A list of dependencies that entries are expected to have, with what the last of them began with. */
export interface ExpectedList {
  /** As entries have it. */
  readonly text: string;
  last: EntryHead | undefined;
  /** The same as it was written, where two had it one after the other; else empty. */
  lastText: string;
}

/** Codecs, shapes and owners are one word each. */
const WORD = /[\s%]/g;
const START = `${FORMAT} `;
const EPOCH_START = START.length;
const LINE_END = 10;
const SPACE = 32;
/** So many first lines are remembered. */
const REMEMBERED = 1000;

/** What stands before the payload; `undefined` for what is none of ours. */
export function headOf(text: string, expected?: ExpectedList): EntryHead | undefined {
  if (expected === undefined) return readHead(text, undefined);
  const { last, lastText } = expected;
  if (last !== undefined && lastText !== '' && text.slice(0, lastText.length) === lastText) return last;
  const head = readHead(text, expected.text);
  if (head === undefined || head.list !== expected.text) return head;
  expected.lastText = last !== undefined && isSame(head, last) ? copyText(text.slice(0, head.length)) : '';
  expected.last = head;
  return head;
}

function readHead(text: string, expected: string | undefined): EntryHead | undefined {
  if (!text.startsWith(START)) return undefined;
  const epoch = epochIn(text);
  const countStart = EPOCH_START + epoch.length + 1;
  const countEnd = text.indexOf(' ', countStart);
  const count = parseDigits(text, countStart, countEnd);
  const headEnd = text.indexOf('\n', countEnd);
  const isExpected = expected !== undefined && hasList(text, headEnd + 1, expected);
  const listEnd = isExpected ? headEnd + 1 + expected.length : text.indexOf('\n\n', headEnd);
  if (count === undefined || listEnd === -1) return undefined;
  const words = wordsIn(text, countEnd + 1, headEnd);
  const list = isExpected ? expected : text.slice(headEnd + 1, listEnd);
  return { stamp: { epoch, count }, words, list, length: listEnd + 2 };
}

function isSame({ stamp, words }: EntryHead, last: EntryHead): boolean {
  return words === last.words && stamp.count === last.stamp.count && stamp.epoch === last.stamp.epoch;
}

/** Whether the list stands there, with an empty line behind it. */
function hasList(text: string, start: number, list: string): boolean {
  const end = start + list.length;
  return text.charCodeAt(end) === LINE_END && text.charCodeAt(end + 1) === LINE_END && text.startsWith(list, start);
}

/** First lines are much alike, and nothing is as fast to take apart as what was taken apart before. */
const known = { epoch: '', words: readWords(''), others: new Map<string, Words>() };

function epochIn(text: string): string {
  const end = EPOCH_START + known.epoch.length;
  if (text.startsWith(known.epoch, EPOCH_START) && text.charCodeAt(end) === SPACE) return known.epoch;
  known.epoch = copyText(text.slice(EPOCH_START, text.indexOf(' ', EPOCH_START)));
  return known.epoch;
}

function wordsIn(text: string, start: number, end: number): Words {
  const { words, others } = known;
  if (words.text.length === end - start && text.startsWith(words.text, start)) return words;
  const part = text.slice(start, end);
  known.words = others.get(part) ?? readWords(copyText(part));
  if (others.size >= REMEMBERED) others.clear();
  others.set(known.words.text, known.words);
  return known.words;
}

function readWords(text: string): Words {
  // They are compared for each entry.
  const [codec = '', shape = '-', ...marks] = text.split(' ').map(internText);
  const owner = marks.find((mark) => mark.startsWith('m:'));
  return {
    text,
    codec: fromWord(codec),
    shape: shape === '-' ? undefined : fromWord(shape),
    isBytes: marks.includes('b'),
    owner: owner === undefined ? undefined : fromWord(owner.slice(2)),
  };
}

export function toWord(text: string): string {
  return text.replace(WORD, (char) => `%${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function fromWord(word: string): string {
  return word.includes('%')
    ? word.replaceAll(/%([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : word;
}
