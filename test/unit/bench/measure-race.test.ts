import { describe, expect, it } from 'vitest';
import type { Called, Timed } from '../../../bench/src/race/contestant.ts';
import { makeLoop } from '../../../bench/src/race/make-loop.ts';
import { measureRace } from '../../../bench/src/race/measure-race.ts';
import { quantile } from '../../../bench/src/race/quantile.ts';

const MODE = { quick: true, peers: true, rounds: 10, slice: 1e4, warmUp: 1e5, budget: 1e9 };
const COLUMNS = [[1, 2, 3, 4]];

/** Caches in a Map, or not at all. */
function contestant(who: string, role: Called['role'], caches: boolean): Called {
  let runs = 0;
  const stored = new Map<number, number>();
  const call = (id: number): number => {
    const hit = stored.get(id);
    if (hit !== undefined) return hit;
    runs++;
    if (caches) stored.set(id, id);
    return id;
  };
  return { who, role, call, countRuns: () => runs };
}

describe('measureRace', () => {
  it('gives every figure as a ratio to the base', async () => {
    const base = contestant('by hand', 'base', true);
    const { figures } = await measureRace(
      { calls: 'sync', columns: COLUMNS, base, contestants: [contestant('other', 'peer', true)] },
      MODE,
    );
    expect(figures.map(({ who, role, noise }) => ({ who, role, noise: noise >= 0 }))).toEqual([
      { who: 'by hand', role: 'base', noise: true },
      { who: 'other', role: 'peer', noise: true },
    ]);
    expect(figures[0]).toMatchObject({ value: 1, noise: 0 });
  });

  it('lets a slow contestant take part in fewer rounds, and says so', async () => {
    const base = contestant('by hand', 'base', true);
    // Each slice takes as much as all slices together may.
    const slow: Timed = { who: 'other', role: 'peer', time: async () => 1e7, countRuns: async () => 1 };
    const { figures } = await measureRace(
      { calls: 'sync', columns: COLUMNS, base, contestants: [slow] },
      { ...MODE, budget: 1e7 },
    );
    expect(figures[1]?.detail).toBe('10 ms; slow: 5 rounds');
  });

  it('gives the ratio of each round, of which the figure is the median', async () => {
    const base = contestant('by hand', 'base', true);
    const other = contestant('other', 'ours', true);
    const { figures } = await measureRace({ calls: 'sync', columns: COLUMNS, base, contestants: [other] }, MODE);
    expect(figures.map(({ rounds }) => rounds?.length)).toEqual([MODE.rounds, MODE.rounds]);
    expect(figures[1]?.value).toBe(quantile(figures[1]?.rounds ?? [], 0.5));
  });

  it('leaves out peers where the mode says so', async () => {
    const [base, ours, peer] = (['base', 'ours', 'peer'] as const).map((role) => contestant(role, role, true));
    if (base === undefined || ours === undefined || peer === undefined) throw new Error('three were made');
    const race = { calls: 'sync', columns: COLUMNS, base, contestants: [ours, peer] } as const;
    const { figures } = await measureRace(race, { ...MODE, peers: false });
    expect(figures.map(({ who }) => who)).toEqual(['base', 'ours']);
    expect(peer.countRuns()).toBe(0);
  });

  it('profiles what exceeds its goal', async () => {
    const base = contestant('by hand', 'base', true);
    const ours = { ...contestant('ours', 'ours', true), goal: 0 };
    const { profiles } = await measureRace({ calls: 'sync', columns: COLUMNS, base, contestants: [ours] }, MODE);
    expect(profiles?.map(({ who }) => who)).toEqual(['ours']);
  });

  it('refuses a contestant that ran its body where hits are measured', async () => {
    const base = contestant('by hand', 'base', true);
    const race = { calls: 'sync', columns: COLUMNS, base, contestants: [contestant('other', 'peer', false)] } as const;
    await expect(measureRace(race, MODE)).rejects.toThrow(/^other ran its body \d+ times while measured, not 0\.$/);
  });

  it('refuses a contestant that never ran its body', async () => {
    const base = contestant('by hand', 'base', true);
    const idle = { ...contestant('other', 'peer', true), call: () => 1 };
    const race = { calls: 'sync', columns: COLUMNS, base, contestants: [idle] } as const;
    await expect(measureRace(race, MODE)).rejects.toThrow(
      new Error('other never ran its body: it does not count its runs.'),
    );
  });
});

describe('makeLoop', () => {
  it('takes the arguments by turns, and goes on where it stopped', () => {
    const seen: (readonly unknown[])[] = [];
    const call = (...args: readonly unknown[]): void => {
      seen.push(args);
    };
    const who = { who: 'other', role: 'peer', countRuns: () => 1 } as const;
    const race = {
      calls: 'sync',
      columns: [
        [1, 2],
        ['a', 'b'],
      ],
      base: { ...who, call },
      contestants: [],
    } as const;
    const loop = makeLoop(race, { ...who, call });
    loop(3);
    loop(2);
    expect(seen).toEqual([
      [1, 'a'],
      [2, 'b'],
      [1, 'a'],
      [2, 'b'],
      [1, 'a'],
    ]);
  });
});
