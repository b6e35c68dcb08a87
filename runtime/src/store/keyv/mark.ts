import type { Milliseconds } from '../../units.ts';
import { readField } from './recognise.ts';

/** What stands under the name of a dependency or a key. */
export interface Mark {
  /** Another one at each write, so that what was written in between shows. */
  readonly token: string;
  /** The writer's clock when the write began, or later. */
  readonly at: Milliseconds;
}

/** The mark as text. It holds its name, since stores cut, clean and hash names. */
export function renderMark(name: string, { token, at }: Mark): string {
  return JSON.stringify({ hf: 1, name, token, at });
}

/** The mark of this name; `undefined` for nothing, for another name's and for garbage. */
export function parseMark(name: string, stored: unknown): Mark | undefined {
  const fields = typeof stored === 'string' ? parseJson(stored) : undefined;
  const token = readField(fields, 'token');
  const at = readField(fields, 'at');
  if (readField(fields, 'hf') !== 1 || readField(fields, 'name') !== name) return undefined;
  return typeof token === 'string' && typeof at === 'number' ? { token, at } : undefined;
}

/** What the text stands for; `undefined` where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's text.
    return undefined;
  }
}
