import { CACHES } from '../peers/caches.ts';
import { MEMOIZERS } from '../peers/memoizers.ts';
import { enterPeers } from '../peers/peer.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS, STRINGS } from './keys.ts';

interface Filter {
  teamId: number;
  country: string;
  page: number;
  /** Not part of the key. */
  label: string;
}

const FILTERS: readonly Filter[] = NUMBERS.map((number, i) => ({
  teamId: number % 64,
  country: STRINGS[i] ?? '',
  page: i,
  label: `search ${i}`,
}));

const runs = { hand: 0, raw: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, Promise<number>>();

function countByHand(filter: Filter): Promise<number> {
  const key = keyOf(filter);
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const count = computeCount(filter);
  stored.set(key, count);
  return count;
}

/** The same without a key string. */
const raw = new Map<number, Map<string, Map<number, Promise<number>>>>();

function countByRawValues(filter: Filter): Promise<number> {
  const hit = raw.get(filter.teamId)?.get(filter.country)?.get(filter.page);
  if (hit !== undefined) return hit;
  runs.raw++;
  const count = computeCount(filter);
  const team = raw.get(filter.teamId) ?? new Map<string, Map<number, Promise<number>>>();
  const country = team.get(filter.country) ?? new Map<number, Promise<number>>();
  raw.set(filter.teamId, team.set(filter.country, country.set(filter.page, count)));
  return count;
}

/**
 * @cache ttl=10m id=bench.hit-async-object
 * @key team:{filter.teamId}:{filter.country}:{filter.page}
 * @tag counts
 */
async function countByHoldfast(filter: Filter): Promise<number> {
  runs.holdfast++;
  return filter.teamId + filter.page;
}

async function computeCount(filter: Filter): Promise<number> {
  return filter.teamId + filter.page;
}

function keyOf({ teamId, country, page }: Filter): string {
  return `team:${teamId}:${country}:${page}`;
}

const LIMIT: Called = { who: 'limit: no key string', role: 'limit', call: countByRawValues, countRuns: () => runs.raw };

/** A hit of an object, of which three fields are the key. */
export const ROW: Row = {
  title: 'hit, async, object keyed on 3 fields',
  unit: 'times',
  meaning:
    '1 is a `Map` of promises under a template key, awaited, without ttl and bound. Ours has ttl, bound, a tag and counts.',
  limit: 0.13,
  processes: 3,
  measure: (mode) =>
    measureRace(
      {
        calls: 'async',
        columns: [FILTERS],
        base: { who: 'by hand', role: 'base', call: countByHand, countRuns: () => runs.hand },
        contestants: [
          LIMIT,
          { who: 'holdfast', role: 'ours', goal: 0.5, call: countByHoldfast, countRuns: () => runs.holdfast },
          ...enterPeers([...MEMOIZERS, ...CACHES], { load: computeCount, keyOf, parameters: 1, isPlain: false }),
        ],
      },
      mode,
    ),
};
