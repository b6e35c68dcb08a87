import type { Stamp } from '../../stamp/stamp.ts';
import type { SealedValue } from '../../value/sealing.ts';
import { copyText } from './copy-text.ts';
import { type ExpectedList, FORMAT, headOf, toWord } from './entry-head.ts';

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

/** An empty line, or what begins as JSON. */
const NOT_PLAIN = /^$|^[[\n]|\n\n|\n$/;

/** The dependencies, one a line; as JSON where a name has a line end or none at all, or would be taken for JSON. */
export function renderList(dependencies: readonly string[]): string {
  const list = dependencies.join('\n');
  // Almost always: as many lines as names.
  if (isPlain(list, dependencies.length)) return list.isWellFormed() ? list : list.toWellFormed();
  return JSON.stringify(dependencies.map((name) => name.toWellFormed()));
}

/** The dependencies of a list; they may be kept. */
export function parseList(list: string): readonly string[] {
  if (!list.startsWith('[')) return copyText(list).split('\n');
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
export function parseEntry(text: string, expected?: ExpectedList): EntryText | undefined {
  const head = headOf(text, expected);
  if (head === undefined) return undefined;
  const { stamp, list, words, length } = head;
  const { codec, shape, isBytes, owner } = words;
  const body = text.slice(length);
  const payload = isBytes ? Buffer.from(body, 'base64') : body;
  const sealed = shape === undefined ? { codec, payload } : { codec, payload, shape };
  return { stamp, list, sealed, owner };
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
