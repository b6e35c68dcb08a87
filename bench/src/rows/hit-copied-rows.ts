import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { enterCopied } from './copied-peers.ts';
import { copyUser, loadUser, type User } from './user.ts';

const ROWS = 1000;
/** Few: each holds 1,000 objects. */
const TEAMS: readonly number[] = Array.from({ length: 16 }, (_, i) => i);

const runs = { hand: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, User[]>();

async function listByHand(teamId: number): Promise<User[]> {
  const key = `team:${teamId}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit.map(copyUser);
  runs.hand++;
  const users = loadTeam(teamId);
  stored.set(key, users);
  return users.map(copyUser);
}

/**
 * @cache ttl=10m id=bench.hit-copied-rows
 * @tag users
 */
async function listByHoldfast(teamId: number): Promise<User[]> {
  runs.holdfast++;
  return loadTeam(teamId);
}

function loadTeam(teamId: number): User[] {
  return Array.from({ length: ROWS }, (_, i) => loadUser(teamId * ROWS + i));
}

/** A hit of a list that every caller gets a copy of. */
export const ROW: Row = {
  title: 'hit, async, a copy of 1,000 rows of 5 fields',
  unit: 'times',
  meaning:
    '1 is a `Map` of lists under a template key whose rows are copied by code written for this type, awaited. All of them give every caller a copy of its own.',
  limit: 1,
  processes: 3,
  measure: (mode) =>
    measureRace(
      {
        calls: 'async',
        columns: [TEAMS],
        base: { who: 'by hand', role: 'base', call: listByHand, countRuns: () => runs.hand },
        contestants: [
          { who: 'holdfast', role: 'ours', goal: 1.5, call: listByHoldfast, countRuns: () => runs.holdfast },
          ...enterCopied({
            load: async (teamId: number) => loadTeam(teamId),
            keyOf: (teamId: number) => `team:${teamId}`,
            parameters: 1,
            isPlain: true,
          }),
        ],
      },
      mode,
    ),
};
