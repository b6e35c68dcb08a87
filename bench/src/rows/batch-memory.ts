import { configure, memoryStore } from 'holdfast';
import { type CallWith, callWithHalf, callWithStored, enterBatch, HALF } from '../batch/lists.ts';
import { enterOurs } from '../batch/load-users.ts';
import { MEMORY_BATCH_PEERS, MOST } from '../batch/memory-peers.ts';
import type { Mode } from '../mode.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Measured, Row } from '../row.ts';
import { copyUser, loadUser, type User } from './user.ts';

const GOAL = 2;

/** A loop over a `Map` by the raw ids, which throws out the least recently used. */
function enterHand(callWith: CallWith): Called {
  let items = 0;
  const stored = new Map<number, User>();
  const call = callWith(async (ids) => {
    const users: User[] = [];
    const missing: number[] = [];
    for (const id of ids) {
      const user = stored.get(id);
      if (user === undefined) missing.push(id);
      else users.push(copyUser(user));
    }
    if (missing.length === 0) return users;
    items += missing.length;
    for (const user of await loadMissing(missing)) {
      stored.set(user.id, user);
      if (stored.size > MOST) forgetOne(stored);
    }
    return ids.map((id) => copyUser(use(stored, id)));
  });
  return { who: 'by hand', role: 'base', remark: 'a loop over a Map', call, countRuns: () => items };
}

async function loadMissing(ids: readonly number[]): Promise<readonly User[]> {
  return ids.map(loadUser);
}

/** The user, from now on the one used last. @throws Error where there is none */
function use(stored: Map<number, User>, id: number): User {
  const user = stored.get(id);
  if (user === undefined) throw new Error('every item has a user');
  stored.delete(id);
  stored.set(id, user);
  return user;
}

function forgetOne(stored: Map<number, User>): void {
  for (const id of stored.keys()) {
    stored.delete(id);
    return;
  }
}

async function measure(callWith: CallWith, runsOfCall: number | undefined, mode: Mode): Promise<Measured> {
  await configure({ store: memoryStore({ maxEntries: MOST }) });
  return measureRace(
    {
      calls: 'async',
      columns: [[0]],
      base: enterHand(callWith),
      contestants: [enterOurs(callWith, GOAL), ...MEMORY_BATCH_PEERS.map((peer) => enterBatch(peer, callWith))],
      ...(runsOfCall === undefined ? {} : { runsOfCall }),
    },
    mode,
  );
}

/** A list of items that are all stored. */
export const STORED: Row = {
  title: 'batch of 100 in memory, all of them stored',
  unit: 'times',
  meaning:
    '1 is a loop over a `Map` by the raw ids that gives copies of objects of five fields, without ttl and invalidation. Ours has both, and counts.',
  processes: 3,
  measure: (mode) => measure(callWithStored, undefined, mode),
};

/** A list of items of which half are stored. */
export const HALF_STORED: Row = {
  title: 'batch of 100 in memory, half of them stored',
  unit: 'times',
  meaning: `1 is a loop over a \`Map\` by the raw ids that gives copies, calls the body with the missing half, stores it, and throws out the least recently used of ${MOST.toLocaleString('en')}; without ttl, invalidation, and anything for callers that come meanwhile. Every call misses another half and stores it.`,
  processes: 3,
  measure: (mode) => measure(callWithHalf, HALF, mode),
};
