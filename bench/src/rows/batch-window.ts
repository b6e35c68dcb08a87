import DataLoader from 'dataloader';
import { configure, memoryStore } from 'holdfast';
import { MOST } from '../batch/memory-peers.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { loadUser, type User } from './user.ts';

const CALLS = 10_000;

const runs = { loader: 0, holdfast: 0 };

/** @batch ids ttl=10m window=0ms id=bench.batch-window */
async function loadUsers(ids: readonly number[]): Promise<User[]> {
  runs.holdfast++;
  return ids.map(loadUser);
}

/** So many calls for one item each in one tick, all of them for items that nobody asked for before. */
function callEach(load: (id: number) => Promise<unknown>): Called['call'] {
  let next = 0;
  return () => Promise.all(Array.from({ length: CALLS }, () => load(next++)));
}

function enterLoader(): Called {
  // One for each round, as its documentation asks for one for each request.
  let loader: DataLoader<number, User>;
  const open = (): void => {
    loader = new DataLoader<number, User>(async (ids) => {
      runs.loader++;
      return ids.map(loadUser);
    });
  };
  const calls = callEach((id) => loader.load(id));
  const call = (): unknown => {
    open();
    return calls();
  };
  return { who: 'dataloader', role: 'base', call, countRuns: () => runs.loader };
}

/** Single calls that a window puts together. */
export const ROW: Row = {
  title: '10,000 calls for one item each in one tick, in memory',
  unit: 'times',
  meaning:
    '1 is a new dataloader, which keeps nothing. Ours looks for each item, calls the body once with all of them, and stores each with its ttl; that the body ran once is checked.',
  measure: async (mode) => {
    await configure({ store: memoryStore({ maxEntries: MOST }) });
    return measureRace(
      {
        calls: 'async',
        columns: [[0]],
        base: enterLoader(),
        contestants: [
          { who: 'holdfast', role: 'ours', call: callEach((id) => loadUsers([id])), countRuns: () => runs.holdfast },
        ],
        runsOfCall: 1,
      },
      mode,
    );
  },
};
