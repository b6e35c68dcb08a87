import { Redis } from 'ioredis';
import { afterAll, expect } from 'vitest';
import {
  ADMIT_DEPENDENCY,
  COUNT_UP,
  RAISE_DEPENDENCY,
  SETTLE_FLOOR,
} from '../../../../../runtime/src/store/redis/cluster/cluster-scripts.ts';
import { BURY_ENTRY, PUT_ENTRY, SETTLE_KEY_FLOOR } from '../../../../../runtime/src/store/redis/cluster/key-scripts.ts';
import { COUNT_IN, COUNT_OUT, REMOVE_ENTRY } from '../../../../../runtime/src/store/redis/cluster/set-scripts.ts';
import type { SlotStep } from '../../../../../runtime/src/store/redis/cluster/slot-step.ts';
import type { Script } from '../../../../../runtime/src/store/redis/scripts.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';
import { runModel } from './script-models.ts';

const MARK = 'a1';
const KEEP = 100_000;
const DEPENDENCY = '{1}/d/t:a';
const FLOOR = '{1}/floor';
const ENTRY = '{1}:app:a';

/** What may stand in the place of a stamp. */
const STAMPS = [
  undefined,
  'e1:1:a1',
  'e1:2:a1',
  'e1:3:a1',
  'e1:2:b2',
  'e2:2:a1',
  '~f1:a1',
  '~f1:b2',
  '~f2:a1',
  'garbage',
  '',
];
/** What may stand in the place of an entry. */
const ENTRIES = [
  undefined,
  'a1 H1 e1 1 x',
  'a1 H1 e1 2 x',
  'a1 H1 e1 3 x',
  'b2 H1 e1 2 x',
  'a1 H1 e2 2 x',
  'H1 e1 2 x',
  '',
];
const FLAGS = ['0', '1'] as const;

interface Case {
  readonly script: Script;
  readonly keys: SlotStep['keys'];
  readonly states: readonly (readonly (string | undefined)[])[];
  readonly args: readonly (readonly (string | number)[])[];
}

const CASES: readonly Case[] = [
  { script: COUNT_UP, keys: [FLOOR], states: [STAMPS], args: FLAGS.map((step) => ['e9', step]) },
  {
    script: ADMIT_DEPENDENCY,
    keys: [DEPENDENCY, FLOOR],
    states: [STAMPS, STAMPS],
    args: [
      ['e1', 2, 5, 'f9'],
      ['e1', 2, 5, ''],
    ],
  },
  { script: RAISE_DEPENDENCY, keys: [DEPENDENCY, FLOOR], states: [STAMPS, STAMPS], args: [['e1', 2, 'f9']] },
  { script: SETTLE_FLOOR, keys: [FLOOR], states: [STAMPS], args: [['f1', 'e1', 2]] },
  { script: SETTLE_FLOOR, keys: [FLOOR, DEPENDENCY], states: [STAMPS, STAMPS], args: [['f1', 'e1', 2]] },
  {
    script: PUT_ENTRY,
    keys: [ENTRY, FLOOR],
    states: [ENTRIES, STAMPS],
    args: FLAGS.flatMap((refresh) =>
      FLAGS.flatMap((admitted) => ['f9', ''].map((token) => ['e1', 2, 5000, refresh, admitted, token, 'H1 e1 2 new'])),
    ),
  },
  { script: BURY_ENTRY, keys: [ENTRY, FLOOR], states: [ENTRIES, STAMPS], args: [['e1', 2, 'f9']] },
  {
    script: SETTLE_KEY_FLOOR,
    keys: [ENTRY, FLOOR],
    states: [ENTRIES, STAMPS],
    args: FLAGS.map((ends) => ['f1', 'e1', 2, ends]),
  },
];

/** Every choice of one from each. */
function combine(lists: Case['states']): readonly (readonly (string | undefined)[])[] {
  return lists.reduce<readonly (readonly (string | undefined)[])[]>(
    (sofar, list) => sofar.flatMap((head) => list.map((one) => [...head, one])),
    [[]],
  );
}

describe('the scripts of a cluster', () => {
  let server: RedisServer | undefined;
  let client: Redis | undefined;

  beforeAll(async () => {
    server = await startRedisServer();
    client = new Redis(server.url);
  });

  afterAll(async () => {
    client?.disconnect();
    await server?.stop();
  });

  function redis(): Redis {
    if (client === undefined) throw new Error('the server is started before the cases');
    return client;
  }

  function run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return redis().eval(script.text, keys.length, ...keys, MARK, KEEP, ...args);
  }

  it.each(CASES)(
    '$script.name does what its model does, whatever stands there',
    async ({ script, keys, states, args }) => {
      for (const state of combine(states)) {
        for (const words of args) {
          const standing = new Map(
            keys.flatMap((name, at) => (state[at] === undefined ? [] : [[name, state[at]] as const])),
          );
          await redis().flushall();
          for (const [name, text] of standing) await redis().set(name, text);
          const answer = await run(script, keys, words);
          const texts = await redis().mget([...keys]);
          const model = runModel({ script, keys, args: words }, standing, MARK, new Set());
          const expected = { answer: model, texts: keys.map((name) => standing.get(name) ?? null) };
          expect({ answer, texts }, JSON.stringify({ state, words })).toEqual(expected);
        }
      }
    },
  );

  it('takes what is of another type for absent, and overwrites it', async () => {
    await redis().flushall();
    await redis().lpush(FLOOR, 'x');
    await redis().lpush(ENTRY, 'x');
    expect(await run(RAISE_DEPENDENCY, [DEPENDENCY, FLOOR], ['e1', 2, 'f9'])).toBe('f9');
    expect(await run(SETTLE_FLOOR, [FLOOR], ['f9', 'e1', 2])).toBe(1);
    expect(await run(PUT_ENTRY, [ENTRY, FLOOR], ['e1', 2, 5000, 0, 1, '', 'H1 e1 2 new'])).toBe(1);
    expect(await redis().mget(ENTRY, FLOOR)).toEqual(['a1 H1 e1 2 new', 'e1:2:a1']);
  });

  it('lets a dependency live as long as the entries that use it, and never shortens its life', async () => {
    await redis().flushall();
    await redis().set(FLOOR, 'e1:1:a1');
    const admit = (ttl: number): Promise<unknown> => run(ADMIT_DEPENDENCY, [DEPENDENCY, FLOOR], ['e1', 2, ttl, '']);
    const lifetimes: number[] = [];
    for (const ttl of [10, 5 * KEEP, 10]) {
      await admit(ttl);
      lifetimes.push(Math.round((await redis().pttl(DEPENDENCY)) / KEEP));
    }
    await run(RAISE_DEPENDENCY, [DEPENDENCY, FLOOR], ['e1', 3, 'f9']);
    lifetimes.push(Math.round((await redis().pttl(DEPENDENCY)) / KEEP));
    expect(lifetimes).toEqual([1, 5, 5, 5]);
  });

  it('counts entries in by last use, answers those that are too many, and counts out those that were not used since', async () => {
    await redis().flushall();
    const sets = ['{1}/uses/f:a', '{1}/ends/f:a'];
    const plain = (script: Script, args: readonly (string | number)[]): Promise<unknown> =>
      redis().eval(script.text, sets.length, ...sets, ...args);
    await redis().set(sets[0] ?? '', 'garbage');
    expect(await plain(COUNT_IN, ['k1', 60_000, 2])).toEqual([]);
    expect(await plain(COUNT_IN, ['k2', 60_000, 2])).toEqual([]);
    const excess = await plain(COUNT_IN, ['k3', 60_000, 2]);
    expect(excess).toEqual(['k1', expect.stringMatching(/^\d+$/)]);
    expect(await plain(COUNT_OUT, ['k1', '1'])).toBe(1);
    expect(await redis().zrange(sets[0] ?? '', '0', '-1')).toEqual(['k1', 'k2', 'k3']);
    await plain(COUNT_OUT, Array.isArray(excess) ? excess : []);
    await plain(COUNT_OUT, ['k2', '']);
    expect([await redis().zrange(sets[0] ?? '', '0', '-1'), await redis().zrange(sets[1] ?? '', '0', '-1')]).toEqual([
      ['k3'],
      ['k3'],
    ]);
  });

  it('removes an entry', async () => {
    await redis().set(ENTRY, 'x');
    expect([await redis().eval(REMOVE_ENTRY.text, 1, ENTRY), await redis().exists(ENTRY)]).toEqual([1, 0]);
  });
});
