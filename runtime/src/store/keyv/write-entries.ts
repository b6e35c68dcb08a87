import type { SealedValue } from '../../value/sealing.ts';
import type { WriteOutcome, WriteRequest } from '../port.ts';
import { renderEntry, type StoredEntry } from './entry-text.ts';
import type { Parts, Seen } from './parts.ts';
import type { Fetched } from './text-rows.ts';
import { isOld, keyTokenOf } from './verdict.ts';

/** A write, and what its computation saw before the body ran. */
interface Sent {
  readonly write: WriteRequest;
  /** Absent: it saw nothing of this key. */
  readonly seen: Seen | undefined;
  /** Dependencies whose markers it did not see. */
  readonly late: readonly string[];
}

/** What the marks say now. */
interface Present {
  /** Of keys and dependencies. What changes later, changes what the entry is stored under. */
  readonly marks: Fetched;
  /** Tokens of late dependencies by place; where there was no marker, that of its first use. */
  readonly tokens: ReadonlyMap<string, string>;
  /**
   * Of late dependencies, read when their markers were there: an invalidation that came before them, also one that a
   * first use has overwritten, shows here, and one that comes later shows there when the entry is read.
   */
  readonly stamps: Fetched;
}

/** Stores the results whose key and dependencies still have the marks that were seen before the body ran. */
export async function writeEntries(parts: Parts, writes: readonly WriteRequest[]): Promise<readonly WriteOutcome[]> {
  const sent = writes.map((write) => toSent(parts, write));
  await endUnseen(parts, sent);
  const present = await readPresent(parts, sent);
  const outcomes: WriteOutcome[] = [];
  const accepted: Accepted[] = [];
  for (const one of sent) {
    const entry = accept(parts, one, present);
    outcomes.push(entry === undefined ? 'refused' : 'stored');
    if (entry !== undefined) accepted.push({ entry, write: one.write });
  }
  await put(parts, accepted);
  return outcomes;
}

function toSent({ seen }: Parts, write: WriteRequest): Sent {
  const known = seen.get(write.stamp);
  const own = known?.key === write.key ? known : undefined;
  return { write, seen: own, late: write.dependencies.filter((name) => own?.tokens.has(name) !== true) };
}

/** `refresh` and `prime` have ended what was older before their body ran, if they said what they load. */
async function endUnseen({ marks }: Parts, sent: readonly Sent[]): Promise<void> {
  const keys = sent.flatMap(({ write, seen }) => (write.raisesFloor && seen === undefined ? [write.key] : []));
  if (keys.length > 0) await marks.invalidateKeys(keys);
}

/** Late dependencies without a marker get one. */
async function readPresent({ rows, marks }: Parts, sent: readonly Sent[]): Promise<Present> {
  const late = sent.flatMap((one) => one.late);
  const since = marks.beginRead();
  const found = await rows.get(
    sent.flatMap(({ write }) => [marks.keyMarkOf(write.key), ...write.dependencies.map(marks.markerOf)]),
  );
  const tokens = await marks.settle(late.map(marks.markerOf), found, since);
  const stamps = await rows.get(late.map(marks.stampOf));
  return { marks: found, tokens, stamps };
}

/** The entry as it may be stored. */
function accept(parts: Parts, { write, seen, late }: Sent, present: Present): StoredEntry | undefined {
  const { key, stamp, dependencies, ttl } = write;
  const keyToken = keyTokenOf(parts, key, present.marks);
  if (keyToken === undefined) return undefined;
  if (seen === undefined ? !isKeyOld(parts, write, present) : keyToken !== seen.keyToken) return undefined;
  const at = stamp.count;
  const { marks: markers, stamps } = present;
  if (!late.every((name) => isOld(parts, { name, at, markers, stamps }))) return undefined;
  const tokens = new Map<string, string>();
  for (const name of dependencies) {
    const place = parts.marks.markerOf(name);
    const token = present.tokens.get(place) ?? markers.mark(place)?.token;
    if (token === undefined || token !== (seen?.tokens.get(name) ?? token)) return undefined;
    tokens.set(name, token);
  }
  // A store with a sealing is given what its sealing made.
  const value = write.value as SealedValue;
  return { key, at, expiresAt: parts.clocks.wallNow() + ttl, tokens, late, keyToken, value };
}

function isKeyOld({ marks }: Parts, { key, stamp, raisesFloor }: WriteRequest, present: Present): boolean {
  const place = marks.keyMarkOf(key);
  return raisesFloor !== true && marks.isOlder(place, present.marks.mark(place), stamp.count);
}

interface Accepted {
  readonly entry: StoredEntry;
  readonly write: WriteRequest;
}

async function put({ rows, bounds }: Parts, accepted: readonly Accepted[]): Promise<void> {
  if (accepted.length === 0) return;
  await rows.set(accepted.map(({ entry, write }) => ({ name: entry.key, text: renderEntry(entry), ttl: write.ttl })));
  const surplus = accepted.flatMap(({ write: { key, owner, maxSize } }) =>
    maxSize === undefined ? [] : bounds.add(key, owner, maxSize),
  );
  if (surplus.length > 0) await rows.delete(surplus);
}
