import { describe, expect, it } from 'vitest';
import { createCache } from '../../../../runtime/src/cache.ts';
import { Handle } from '../../../../runtime/src/call/handle.ts';
import { type KnownCall, KnownCalls } from '../../../../runtime/src/call/known-calls.ts';

/** So many are in one of the two halves. */
const HALF = 8192;

const surroundings = { now: () => 0, startTimer: () => () => {} };
const cache = createCache(surroundings);

function handleOf(id: string, holes: string[]): Handle {
  const file = { abi: 1, file: 'x.ts', namespace: 'shop', specs: [] } as const;
  const key = { form: 'arguments', holes: holes.length } as const;
  return new Handle(cache, file, { id, kind: 'function', calls: 'async', holes, key, ttl: 1000 });
}

const findUser = handleOf('findUser', ['id']);
const findTeam = handleOf('findTeam', ['id']);
const findPage = handleOf('findPage', ['team', 'page']);

/** A call comes, and something is stored for it. */
function come(calls: KnownCalls, handle: Handle, values: readonly unknown[]): KnownCall {
  const known = calls.prepare(
    handle.callWith(values, () => undefined),
    cache.stores.main,
  );
  calls.remember(known, values);
  return known;
}

describe('the calls that are known', () => {
  it('keeps functions apart that are called by turns', () => {
    const calls = new KnownCalls(cache);
    const known = [1, 2, 3].map((id) => [come(calls, findUser, [id]), come(calls, findTeam, [id])]);
    const found = [1, 2, 3].map((id) => [calls.find(findUser, [id]), calls.find(findTeam, [id])]);
    expect(found).toEqual(known);
    expect(calls.find(findUser, [2])?.key).not.toBe(calls.find(findTeam, [2])?.key);
    expect(calls.find(findTeam, [4])).toBeUndefined();
    expect(calls.find(findUser, ['2'])).toBeUndefined();
  });

  it('keeps apart what differs in one of several values', () => {
    const calls = new KnownCalls(cache);
    const first = come(calls, findPage, [1, 2]);
    come(calls, findUser, [1]);
    const second = come(calls, findPage, [2, 1]);
    expect([calls.find(findPage, [1, 2]), calls.find(findPage, [2, 1])]).toEqual([first, second]);
    expect(calls.find(findPage, [1, 1])).toBeUndefined();
  });

  it('knows what was used in the last two halves, whoever was asked for in between', () => {
    const calls = new KnownCalls(cache);
    const used = come(calls, findUser, ['used']);
    come(calls, findUser, ['unused']);
    for (let id = 0; id < 4 * HALF; id++) {
      come(calls, findTeam, [id]);
      if (id % 1000 === 0) expect(calls.find(findUser, ['used'])).toBe(used);
    }
    expect(calls.find(findUser, ['used'])).toBe(used);
    expect(calls.find(findUser, ['unused'])).toBeUndefined();
    expect(calls.find(findTeam, [4 * HALF - 1])?.key).toBe(findTeam.keyOf([4 * HALF - 1]));
    expect(calls.find(findTeam, [0])).toBeUndefined();
  });

  it('knows nothing that came under other settings, even of the function that was asked for last', () => {
    const own = createCache(surroundings);
    const calls = new KnownCalls(own);
    come(calls, findUser, [1]);
    expect(calls.find(findUser, [1])).toBeDefined();
    own.settings = { ...own.settings };
    expect(calls.find(findUser, [1])).toBeUndefined();
  });
});
