import type { Milliseconds } from '../../units.ts';
import { readField } from './recognise.ts';

/**
 * An adapter that is used without its Keyv gets what Keyv would give it, `{"value":"…","expires":…}`: some adapters look
 * into it, and a Keyv over the same adapter can read it.
 */
export function wrapText(text: string, expires: Milliseconds | undefined): string {
  return JSON.stringify({ value: text, expires });
}

/** What was wrapped; `undefined` for nothing; whatever else stands there is given as it is, for its reader to refuse. */
export function unwrapText(stored: unknown): unknown {
  if (stored === undefined || stored === null) return undefined;
  // A decoded envelope: the adapter has looked into it. Its value is missing where Memcached has none.
  if (typeof stored === 'object' && 'value' in stored) return stored.value ?? undefined;
  const text = stored instanceof Uint8Array ? Buffer.from(stored).toString() : stored;
  if (typeof text !== 'string') return stored;
  try {
    const parsed: unknown = JSON.parse(text);
    return readField(parsed, 'value') ?? text;
  } catch {
    // Somebody else's bytes.
    return text;
  }
}
