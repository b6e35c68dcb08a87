import { EVERYTHING } from '../../stamp/dependency.ts';
import type { MissReason, ReadRequest } from '../port.ts';
import type { StoredEntry } from './entry-text.ts';
import type { Parts } from './parts.ts';
import type { Fetched } from './text-rows.ts';
import { firstVerdict, hasTokens, isOld } from './verdict.ts';

/** What was found for a request. */
export interface Found {
  readonly request: ReadRequest;
  /** The entry that may be served, or why there is none. */
  readonly verdict: StoredEntry | MissReason;
}

/** What a look-up brought. */
export interface LookUp {
  readonly found: readonly Found[];
  /** What its first request brought: the marks of keys and of the askers' dependencies. */
  readonly first: Fetched;
  /** Its place in the order of reads and writes. */
  readonly since: number;
}

/**
 * Reads entries and what decides over them: one request, and two more where an entry depends on other things than its
 * asker.
 */
export async function lookUp(parts: Parts, requests: readonly ReadRequest[]): Promise<LookUp> {
  const { rows, marks, clocks } = parts;
  const since = marks.beginRead();
  const first = await rows.get(
    requests.flatMap(({ key, dependencies }) => [key, marks.keyMarkOf(key), ...dependencies.map(marks.markerOf)]),
  );
  const look = { found: first, now: clocks.wallNow() };
  const opened = requests.map((request) => ({ request, verdict: firstVerdict(parts, request, look) }));
  const found = await checkOthers(parts, opened);
  return { found, first, since };
}

/** A candidate, and what its entry and its asker do not have in common. */
interface Candidate extends Found {
  readonly verdict: StoredEntry;
  /** Dependencies of the entry alone. */
  readonly own: readonly string[];
  /** Dependencies of the asker alone. */
  readonly asked: readonly string[];
}

/** The marker of everything is read last: if all rows were lost meanwhile, it shows there. */
async function checkOthers(parts: Parts, opened: readonly Found[]): Promise<readonly Found[]> {
  const candidates = opened.flatMap(toCandidate);
  const { rows, marks } = parts;
  if (candidates.length === 0) return opened;
  const asked = candidates.flatMap((candidate) => candidate.asked);
  const strange = await rows.get(asked.flatMap((name) => [marks.stampOf(name), marks.markerOf(name)]));
  const own = candidates.flatMap((candidate) => candidate.own);
  const found = await rows.get([EVERYTHING, ...own].map(marks.markerOf));
  const bad = new Set<StoredEntry>();
  for (const { verdict: entry, own: names, asked: others } of candidates) {
    const isOwnGood = hasTokens(parts, entry, { names: [EVERYTHING, ...names], found });
    const { at } = entry;
    const areOthersGood = others.every((name) => isOld(parts, { name, at, markers: strange, stamps: strange }));
    if (!isOwnGood || !areOthersGood) bad.add(entry);
  }
  return opened.map(({ request, verdict }) =>
    typeof verdict !== 'string' && bad.has(verdict) ? { request, verdict: 'invalidated' } : { request, verdict },
  );
}

function toCandidate({ request, verdict }: Found): readonly Candidate[] {
  if (typeof verdict === 'string') return [];
  const own = [...verdict.tokens.keys()].filter((name) => !request.dependencies.includes(name));
  const asked = request.dependencies.filter((name) => !verdict.tokens.has(name));
  return own.length + asked.length === 0 ? [] : [{ request, verdict, own, asked }];
}
