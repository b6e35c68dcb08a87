import { EVERYTHING } from '../../stamp/dependency.ts';
import type { Milliseconds } from '../../units.ts';
import type { MissReason, ReadRequest } from '../port.ts';
import { parseEntry, type StoredEntry } from './entry-text.ts';
import type { Marks } from './marks.ts';
import type { Fetched } from './text-rows.ts';

/** What decides over entries. */
export interface Rules {
  readonly marks: Marks;
  /** Keys have a mark from their first use on, so that the loss of one shows: where the store throws rows out. */
  readonly keysAreMarked: boolean;
}

/** What a first request brought, and when. */
export interface FirstLook {
  readonly found: Fetched;
  readonly now: Milliseconds;
}

/** The entry as far as the first request tells, or why there is none. */
export function firstVerdict(rules: Rules, request: ReadRequest, { found, now }: FirstLook): StoredEntry | MissReason {
  const { key, dependencies } = request;
  const stored = found.value(key);
  if (stored === undefined) return 'absent';
  const entry = parseEntry(key, stored);
  if (entry === undefined) return 'malformed';
  if (entry.expiresAt <= now) return 'expired';
  if (keyTokenOf(rules, key, found) !== entry.keyToken) return 'invalidated';
  // Another process's late write may hide what this one has invalidated.
  if (!entry.late.every((name) => rules.marks.isOwnOlder(rules.marks.stampOf(name), entry.at))) return 'invalidated';
  const shared = dependencies.filter((name) => entry.tokens.has(name));
  return hasTokens(rules, entry, { names: shared, found }) ? entry : 'invalidated';
}

/** Dependencies of the entry and markers that a request brought. */
export interface Compared {
  readonly names: readonly string[];
  readonly found: Fetched;
}

/** Whether the markers of these dependencies are the ones that the entry was stored under. */
export function hasTokens({ marks }: Rules, entry: StoredEntry, { names, found }: Compared): boolean {
  return names.every((name) => found.mark(marks.markerOf(name))?.token === entry.tokens.get(name));
}

/** The token of the key's mark; empty: it has none and needs none; `undefined`: it has none, so nothing is known. */
export function keyTokenOf({ marks, keysAreMarked }: Rules, key: string, found: Fetched): string | undefined {
  return found.mark(marks.keyMarkOf(key))?.token ?? (keysAreMarked ? undefined : '');
}

/** A dependency whose marker was not seen before a computation began, and when that was. */
export interface Late {
  readonly name: string;
  readonly at: Milliseconds;
  readonly markers: Fetched;
  readonly stamps: Fetched;
}

/**
 * Whether the dependency was certainly not invalidated since: marker and stamp are older. One without a marker was never
 * invalidated, where nothing was lost since: where rows are not lost one by one, and the marker of everything is there.
 */
export function isOld({ marks, keysAreMarked }: Rules, { name, at, markers, stamps }: Late): boolean {
  const marker = markers.mark(marks.markerOf(name));
  if (marker === undefined && (keysAreMarked || name === EVERYTHING)) return false;
  if (!marks.isOlder(marks.markerOf(name), marker, at)) return false;
  return marks.isOlder(marks.stampOf(name), stamps.mark(marks.stampOf(name)), at);
}
