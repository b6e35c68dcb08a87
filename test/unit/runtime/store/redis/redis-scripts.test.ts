import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { COUNT, SWEEP, TOUCH } from '../../../../../runtime/src/store/redis/bounded-scripts.ts';
import {
  ADOPT,
  BEGIN,
  INVALIDATE,
  INVALIDATE_KEYS,
  type Script,
  TAKE_NEXT,
  WRITE,
} from '../../../../../runtime/src/store/redis/scripts.ts';
import { describe, it } from '../../../../servers/redis-cases.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();
const KEEP = 86_400_000;
const EPOCH = 'aaaaaaaaaaaaaaaa';

/** Names of a case's own, by short ones, and scripts over them. `e`/`kf`: entry and key floor, `d`/`f`: dependency and floor. */
function makeNames() {
  const prefix = randomUUID();
  const name = (short: string): string => `${prefix}/${short}`;
  const all = (...shorts: readonly string[]): string[] => shorts.map(name);
  return {
    name,
    set: (values: Readonly<Record<string, string>>) =>
      redis.behind().mset(...Object.entries(values).flatMap(([short, value]) => [name(short), value])),
    get: (...shorts: readonly string[]) => redis.behind().mget(all(...shorts)),
    run: ({ text }: Script, shorts: readonly string[], ...args: readonly (string | number)[]) =>
      redis.behind().eval(text, shorts.length, ...all(...shorts), ...args),
  };
}

const START = { counter: `${EPOCH}:7:home`, kf: `${EPOCH}:1`, f: `${EPOCH}:2`, d: `${EPOCH}:3` };
const HOME = ['home', KEEP] as const;

/** A write of text `H1 …` with this count. */
function writing(count: number, raises: 0 | 1 = 0): readonly (string | number)[] {
  return [...HOME, EPOCH, count, 60_000, raises, textOf(count)];
}

function textOf(count: number): string {
  return `H1 ${EPOCH} ${count} data -\n*\n\n"${count}"`;
}

const WRITTEN = ['counter', 'e', 'kf', 'd', 'f'];

describe('begin', () => {
  it('writes the given epoch where there is no counter, and keeps the one there is', async () => {
    const { run, get } = makeNames();
    expect(await run(BEGIN, ['counter'], ...HOME, EPOCH, 'home')).toBe(`${EPOCH}:1:home`);
    expect(await run(BEGIN, ['counter'], ...HOME, 'bbbb', 'home')).toBe(`${EPOCH}:1:home`);
    expect(await get('counter')).toEqual([`${EPOCH}:1:home`]);
  });

  it('begins anew for another history, unless any will do', async () => {
    const { run, set } = makeNames();
    await set(START);
    expect(await run(BEGIN, ['counter'], '', KEEP, 'bbbb', 'away')).toBe(`${EPOCH}:7:home`);
    expect(await run(BEGIN, ['counter'], 'away', KEEP, 'bbbb', 'away')).toBe('bbbb:1:away');
  });

  it('begins anew over garbage, over a count that no number holds, and over another type', async () => {
    for (const garbage of ['x', `${EPOCH}:home`, `${EPOCH}:-1:home`, `${EPOCH}:9999999999999999:home`, '']) {
      const { run, set } = makeNames();
      await set({ counter: garbage });
      expect(await run(BEGIN, ['counter'], ...HOME, 'bbbb', 'home')).toBe('bbbb:1:home');
    }
    const { run, name } = makeNames();
    await redis.behind().lpush(name('counter'), 'x');
    expect(await run(BEGIN, ['counter'], ...HOME, 'bbbb', 'home')).toBe('bbbb:1:home');
  });
});

describe('every other script', () => {
  it('changes nothing without a counter of its history', async () => {
    for (const counter of [`${EPOCH}:7:away`, 'garbage']) {
      const { run, set, get } = makeNames();
      await set({ ...START, counter, e: textOf(3) });
      expect(await run(TAKE_NEXT, ['counter'], ...HOME)).toBe(null);
      expect(await run(INVALIDATE, ['counter', 'd', 'f'], ...HOME)).toBe(null);
      expect(await run(INVALIDATE_KEYS, ['counter', 'e', 'kf'], ...HOME)).toBe(null);
      expect(await run(ADOPT, ['counter', 'd', 'f'], ...HOME, EPOCH, 7, 1000)).toBe(0);
      expect(await run(WRITE, WRITTEN, ...writing(7))).toBe(0);
      expect(await get('counter', 'd', 'f', 'e', 'kf')).toEqual([counter, START.d, START.f, textOf(3), START.kf]);
    }
  });
});

describe('take-next', () => {
  it('counts one up and answers the counter', async () => {
    const { run, set, get, name } = makeNames();
    await set(START);
    expect(await run(TAKE_NEXT, ['counter'], ...HOME)).toBe(`${EPOCH}:8:home`);
    expect(await get('counter')).toEqual([`${EPOCH}:8:home`]);
    expect(await redis.behind().pttl(name('counter'))).toBeGreaterThan(KEEP - 60_000);
  });
});

describe('invalidate', () => {
  it('writes the next stamp to a dependency that is there and to its floor, and keeps how long it lives', async () => {
    const { run, set, get, name } = makeNames();
    await set(START);
    await redis.behind().pexpire(name('d'), 5000);
    expect(await run(INVALIDATE, ['counter', 'd', 'f'], ...HOME)).toBe(1);
    expect(await get('d', 'f')).toEqual([`${EPOCH}:8`, `${EPOCH}:8`]);
    expect(await redis.behind().pttl(name('d'))).toBeLessThanOrEqual(5000);
  });

  it('writes the floor only where no entry depends on it', async () => {
    const { run, set, get } = makeNames();
    await set({ counter: START.counter });
    await run(INVALIDATE, ['counter', 'd', 'f'], ...HOME);
    expect(await get('d', 'f')).toEqual([null, `${EPOCH}:8`]);
  });

  it('replaces what is of another type', async () => {
    const { run, set, get, name } = makeNames();
    await set({ counter: START.counter });
    await redis.behind().pipeline().lpush(name('d'), 'x').sadd(name('f'), 'x').exec();
    await run(INVALIDATE, ['counter', 'd', 'f'], ...HOME);
    expect(await get('d', 'f')).toEqual([`${EPOCH}:8`, `${EPOCH}:8`]);
  });
});

describe('invalidate-keys', () => {
  it('ends entries, raises their floors, and answers what they depended on', async () => {
    const { run, set, get } = makeNames();
    await set({ ...START, e: textOf(3), long: `H1 ${EPOCH} 3 data -\n${'x'.repeat(3000)}\n\n1`, other: 'garbage' });
    const shorts = ['counter', 'e', 'kf', 'none', 'kf', 'other', 'kf', 'long', 'kf'];
    expect(await run(INVALIDATE_KEYS, shorts, ...HOME)).toEqual([
      EPOCH,
      `H1 ${EPOCH} 3 data -\n*\n\n`,
      '',
      '',
      `H1 ${EPOCH} 3 data -\n${'x'.repeat(3000)}\n\n`,
    ]);
    expect(await get('e', 'other', 'long', 'kf')).toEqual([null, null, null, `${EPOCH}:8`]);
  });
});

describe('write', () => {
  it('stores what is not older than anything it depends on, for its ttl', async () => {
    const { run, set, get, name } = makeNames();
    await set(START);
    expect(await run(WRITE, WRITTEN, ...writing(3))).toBe(1);
    expect(await get('e')).toEqual([textOf(3)]);
    const left = await redis.behind().pttl(name('e'));
    expect(left > 50_000 && left <= 60_000).toBe(true);
  });

  it('refuses what is older than a dependency, than the key’s floor, than what stands there, or of another epoch', async () => {
    for (const newer of [{ d: `${EPOCH}:4` }, { kf: `${EPOCH}:4` }, { e: textOf(4) }, { counter: 'bbbb:9:home' }]) {
      const { run, set, get } = makeNames();
      await set({ ...START, e: '', ...newer });
      expect(await run(WRITE, WRITTEN, ...writing(3))).toBe(0);
      expect(await get('e')).toEqual(['e' in newer ? newer.e : '']);
    }
  });

  it('takes a dependency that no entry had to stand at its floor', async () => {
    const { run, set, get } = makeNames();
    await set({ counter: START.counter, kf: START.kf, f: START.f });
    expect(await run(WRITE, WRITTEN, ...writing(1))).toBe(0);
    expect(await get('d')).toEqual([null]);
    expect(await run(WRITE, WRITTEN, ...writing(2))).toBe(1);
    expect(await get('d')).toEqual([`${EPOCH}:2`]);
  });

  it('makes floors that are lost, garbage or of another type at the present, so older results are refused once', async () => {
    const { run, set, get, name } = makeNames();
    await set({ counter: START.counter, kf: 'garbage' });
    await redis.behind().lpush(name('f'), 'x');
    expect(await run(WRITE, WRITTEN, ...writing(6))).toBe(0);
    expect(await run(WRITE, WRITTEN, ...writing(7))).toBe(1);
    expect(await get('kf', 'f', 'd')).toEqual([`${EPOCH}:7`, `${EPOCH}:7`, `${EPOCH}:7`]);
  });

  it('keeps dependencies and the counter alive as long as the entry, and never shortens their lives', async () => {
    const { run, set, name } = makeNames();
    await set(START);
    await redis.behind().pexpire(name('d'), 1000);
    await redis.behind().pexpire(name('counter'), 1000);
    await run(WRITE, WRITTEN, 'home', 1000, EPOCH, 3, 60_000, 0, textOf(3));
    const lives = await Promise.all(['d', 'counter', 'e'].map((short) => redis.behind().pttl(name(short))));
    expect(lives.every((left) => left > 50_000)).toBe(true);
    await redis.behind().pexpire(name('d'), 600_000);
    await run(WRITE, WRITTEN, ...writing(3));
    expect(await redis.behind().pttl(name('d'))).toBeGreaterThan(500_000);
  });

  it('raises the key’s floor for a refresh, and ends an older entry where the refresh is refused', async () => {
    const { run, set, get } = makeNames();
    await set(START);
    expect(await run(WRITE, WRITTEN, ...writing(5, 1))).toBe(1);
    expect(await get('kf', 'e')).toEqual([`${EPOCH}:5`, textOf(5)]);
    await set({ d: `${EPOCH}:7` });
    expect(await run(WRITE, WRITTEN, ...writing(6, 1))).toBe(0);
    expect(await get('kf', 'e')).toEqual([`${EPOCH}:6`, null]);
  });

  it('replaces an entry of another type', async () => {
    const { run, set, get, name } = makeNames();
    await set(START);
    await redis.behind().lpush(name('e'), 'x');
    expect(await run(WRITE, WRITTEN, ...writing(3))).toBe(1);
    expect(await get('e')).toEqual([textOf(3)]);
  });

  it('answers the entries of a bounded function that are too many, the longest unused first', async () => {
    const { run, set, name } = makeNames();
    await set(START);
    const answers: unknown[] = [];
    for (const entry of ['a', 'b', 'c']) {
      const args = [...writing(3), 1, entry];
      answers.push(await run(WRITE, ['counter', entry, 'kf', 'd', 'f', 'uses', 'ends'], ...args));
    }
    const [a, b] = await redis
      .behind()
      .zrange(name('uses'), '0', '1', 'WITHSCORES')
      .then((all) => [all[1], all[3]]);
    expect(answers).toEqual([
      [1, []],
      [1, ['a', a]],
      [1, ['a', a, 'b', b]],
    ]);
  });
});

describe('adopt', () => {
  it('takes dependencies as a write does, without an entry', async () => {
    const { run, set, get } = makeNames();
    await set({ counter: START.counter, f: START.f });
    expect(await run(ADOPT, ['counter', 'd', 'f'], ...HOME, EPOCH, 1, 1000)).toBe(0);
    expect(await run(ADOPT, ['counter', 'd', 'f'], ...HOME, EPOCH, 2, 1000)).toBe(1);
    expect(await get('d')).toEqual([`${EPOCH}:2`]);
  });
});

describe('scripts of bounded functions', () => {
  it('remove what was not used since, and notes of what is gone', async () => {
    const { run, set, get, name } = makeNames();
    await set({ a: '1', b: '1', c: '1' });
    for (const sorted of ['uses', 'ends']) {
      await redis.behind().zadd(name(sorted), 1, 'a', 2, 'b', 3, 'c', 4, 'gone');
    }
    await run(SWEEP, ['uses', 'ends', 'a', 'b', 'c', 'gone'], 'a', '1', 'b', '1', 'c', '', 'gone', '');
    expect(await get('a', 'b', 'c')).toEqual([null, '1', '1']);
    expect(await redis.behind().zrange(name('uses'), '0', '-1')).toEqual(['b', 'c']);
    expect(await redis.behind().zrange(name('ends'), '0', '-1')).toEqual(['b', 'c']);
  });

  it('note a use only of what is known', async () => {
    const { run, name } = makeNames();
    await redis.behind().zadd(name('uses'), 1, 'a', 2, 'b');
    await run(TOUCH, ['uses'], 'a');
    await run(TOUCH, ['uses'], 'other');
    expect(await redis.behind().zrange(name('uses'), '0', '-1')).toEqual(['b', 'a']);
  });

  it('count what has not expired', async () => {
    const { run, name } = makeNames();
    expect(await run(COUNT, ['uses', 'ends'])).toBe(null);
    await redis.behind().zadd(name('uses'), 1, 'a', 2, 'b', 3, 'c');
    await redis.behind().zadd(name('ends'), 1, 'a', 8e15, 'b', 8e15, 'c');
    expect(await run(COUNT, ['uses', 'ends'])).toBe(2);
    await redis.behind().set(name('ends'), 'garbage');
    expect(await run(COUNT, ['uses', 'ends'])).toBe(null);
  });
});
