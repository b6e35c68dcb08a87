import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { enterCopied } from './copied-peers.ts';
import { NUMBERS } from './keys.ts';
import { copyUser, loadUser, type User } from './user.ts';

const runs = { hand: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, User>();

async function findByHand(id: number): Promise<User> {
  const key = `user:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return copyUser(hit);
  runs.hand++;
  const user = loadUser(id);
  stored.set(key, user);
  return copyUser(user);
}

/**
 * @cache ttl=10m id=bench.hit-copied-fields
 * @tag users
 */
async function findByHoldfast(id: number): Promise<User> {
  runs.holdfast++;
  return loadUser(id);
}

/** A hit of an object that every caller gets a copy of. */
export const ROW: Row = {
  title: 'hit, async, a copy of 5 fields',
  unit: 'times',
  meaning:
    '1 is a `Map` of objects under a template key whose five fields are copied by code written for this type, awaited. All of them give every caller a copy of its own.',
  limit: 1,
  processes: 3,
  measure: (mode) =>
    measureRace(
      {
        calls: 'async',
        columns: [NUMBERS],
        base: { who: 'by hand', role: 'base', call: findByHand, countRuns: () => runs.hand },
        contestants: [
          { who: 'holdfast', role: 'ours', goal: 1.5, call: findByHoldfast, countRuns: () => runs.holdfast },
          ...enterCopied({
            load: async (id: number) => loadUser(id),
            keyOf: (id: number) => `user:${id}`,
            parameters: 1,
            isPlain: true,
          }),
        ],
      },
      mode,
    ),
};
