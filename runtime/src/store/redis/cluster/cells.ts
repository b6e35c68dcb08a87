import type { Stamp } from '../../../stamp/stamp.ts';
import { type EntryText, parseEntry } from '../entry-text.ts';
import type { SlotAnswer } from './slot-step.ts';

const STAMP = /^([\da-f]+):(\d{1,15}):(\w+)$/;
const TOKEN = /^~[\da-f]+:\w+$/;
const ENTRY = /^(\w+) H1 /;

/** The stamp that a dependency, a floor or the counter holds; absent also where another history wrote it. */
export function stampIn({ value, mark }: SlotAnswer): Stamp | undefined {
  const [, epoch, digits, by] = STAMP.exec(textOf(value)) ?? [];
  return epoch === undefined || by !== mark ? undefined : { epoch, count: Number(digits) };
}

/** Whether something stands there that is none of ours. */
export function isForeign({ value }: SlotAnswer): boolean {
  return value !== null && !STAMP.test(textOf(value)) && !TOKEN.test(textOf(value));
}

/** The entry that stands there; `absent` also where another history wrote it. */
export function entryIn({ value, mark }: SlotAnswer): EntryText | 'absent' | 'malformed' {
  if (value === null) return 'absent';
  const text = textOf(value);
  const by = ENTRY.exec(text)?.[1];
  if (by === undefined) return 'malformed';
  if (by !== mark) return 'absent';
  return parseEntry(text.slice(by.length + 1)) ?? 'malformed';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
