import { EVERYTHING } from '../../stamp/dependency.ts';
import type { Milliseconds } from '../../units.ts';
import type { SealedValue } from '../../value/sealing.ts';
import { parseJson } from './mark.ts';
import { readField } from './recognise.ts';

/** An entry as it stands in the store. */
export interface StoredEntry {
  readonly key: string;
  /** The writer's clock before the body ran. */
  readonly at: Milliseconds;
  readonly expiresAt: Milliseconds;
  /** Each dependency with the token of its marker. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Those of them whose token was not seen before the body ran. */
  readonly late: readonly string[];
  /** Token of the key's own mark; empty: it had none. */
  readonly keyToken: string;
  readonly value: SealedValue;
}

/**
 * The entry as text: a line of JSON, then the payload as it is, bytes as base64. A serializer of the user's may be
 * anything that keeps a text.
 */
export function renderEntry({ key, at, expiresAt, tokens, late, keyToken, value }: StoredEntry): string {
  const { codec, shape, payload } = value;
  const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString('base64');
  const form = typeof payload === 'string' ? 'text' : 'base64';
  const head = { hf: 1, key, at, expiresAt, tokens: [...tokens], late, keyToken, codec, shape, form };
  return `${JSON.stringify(head)}\n${text}`;
}

/** The entry of this key; `undefined` for another key's, and for whatever `renderEntry` did not write. */
export function parseEntry(key: string, stored: unknown): StoredEntry | undefined {
  if (typeof stored !== 'string') return undefined;
  const end = stored.indexOf('\n');
  const head = end === -1 ? undefined : parseJson(stored.slice(0, end));
  if (readField(head, 'hf') !== 1 || readField(head, 'key') !== key) return undefined;
  const at = readField(head, 'at');
  const expiresAt = readField(head, 'expiresAt');
  const keyToken = readField(head, 'keyToken');
  const tokens = readTokens(readField(head, 'tokens'));
  const late = readNames(readField(head, 'late'));
  const value = readValue(head, stored.slice(end + 1));
  if (typeof at !== 'number' || typeof expiresAt !== 'number' || typeof keyToken !== 'string') return undefined;
  if (tokens === undefined || late === undefined || value === undefined) return undefined;
  return { key, at, expiresAt, tokens, late, keyToken, value };
}

function readNames(listed: unknown): readonly string[] | undefined {
  return Array.isArray(listed) && listed.every((name) => typeof name === 'string') ? listed : undefined;
}

/** Pairs of texts, `*` among them. */
function readTokens(listed: unknown): ReadonlyMap<string, string> | undefined {
  if (!Array.isArray(listed)) return undefined;
  const tokens = new Map<string, string>();
  for (const pair of listed) {
    if (!Array.isArray(pair)) return undefined;
    const [name, token]: readonly unknown[] = pair;
    if (typeof name !== 'string' || typeof token !== 'string') return undefined;
    tokens.set(name, token);
  }
  return tokens.has(EVERYTHING) ? tokens : undefined;
}

function readValue(head: unknown, text: string): SealedValue | undefined {
  const codec = readField(head, 'codec');
  const shape = readField(head, 'shape');
  const form = readField(head, 'form');
  if (typeof codec !== 'string' || (shape !== undefined && typeof shape !== 'string')) return undefined;
  if (form !== 'text' && form !== 'base64') return undefined;
  const payload = form === 'text' ? text : new Uint8Array(Buffer.from(text, 'base64'));
  return { codec, payload, ...(shape === undefined ? {} : { shape }) };
}
