import { measureSteps, type Step } from '../growth/measure-steps.ts';
import type { Called } from '../race/contestant.ts';
import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

type Cells = Readonly<
  Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o' | 'p', number>
>;

/** The first field tells them apart; the others have eight values each. */
const CELLS: readonly Cells[] = NUMBERS.map((number) => {
  const at = (place: number): number => (number >> (place % 8)) & 7;
  return {
    a: number,
    b: at(1),
    c: at(2),
    d: at(3),
    e: at(4),
    f: at(5),
    g: at(6),
    h: at(7),
    i: at(8),
    j: at(9),
    k: at(10),
    l: at(11),
    m: at(12),
    n: at(13),
    o: at(14),
    p: at(15),
  };
});

const runs = { handOne: 0, one: 0, handFour: 0, four: 0, handSixteen: 0, sixteen: 0 };

const storedOne = new Map<string, number>();

function oneByHand({ a }: Cells): number {
  const key = `sum:${a}`;
  const hit = storedOne.get(key);
  if (hit !== undefined) return hit;
  runs.handOne++;
  storedOne.set(key, a);
  return a;
}

/**
 * @cache ttl=10m id=bench.growth-holes-1
 * @key sum1:{cells.a}
 */
function oneByHoldfast(cells: Cells): number {
  runs.one++;
  return cells.a;
}

const storedFour = new Map<string, number>();

function fourByHand({ a, b, c, d }: Cells): number {
  const key = `sum:${a}:${b}:${c}:${d}`;
  const hit = storedFour.get(key);
  if (hit !== undefined) return hit;
  runs.handFour++;
  storedFour.set(key, a);
  return a;
}

/**
 * @cache ttl=10m id=bench.growth-holes-4
 * @key sum4:{cells.a}:{cells.b}:{cells.c}:{cells.d}
 */
function fourByHoldfast(cells: Cells): number {
  runs.four++;
  return cells.a;
}

const storedSixteen = new Map<string, number>();

function sixteenByHand({ a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p }: Cells): number {
  const key = `sum:${a}:${b}:${c}:${d}:${e}:${f}:${g}:${h}:${i}:${j}:${k}:${l}:${m}:${n}:${o}:${p}`;
  const hit = storedSixteen.get(key);
  if (hit !== undefined) return hit;
  runs.handSixteen++;
  storedSixteen.set(key, a);
  return a;
}

/**
 * @cache ttl=10m id=bench.growth-holes-16
 * @key sum16:{cells.a}:{cells.b}:{cells.c}:{cells.d}:{cells.e}:{cells.f}:{cells.g}:{cells.h}:{cells.i}:{cells.j}:{cells.k}:{cells.l}:{cells.m}:{cells.n}:{cells.o}:{cells.p}
 */
function sixteenByHoldfast(cells: Cells): number {
  runs.sixteen++;
  return cells.a;
}

interface Sum {
  readonly byHand: (cells: Cells) => number;
  readonly byHoldfast: (cells: Cells) => number;
  readonly countByHand: () => number;
  readonly countByHoldfast: () => number;
}

function stepOf(name: string, { byHand, byHoldfast, countByHand, countByHoldfast }: Sum): Step {
  const base: Called = { who: 'by hand', role: 'base', call: byHand, countRuns: countByHand };
  const ours: Called = { who: 'holdfast', role: 'ours', call: byHoldfast, countRuns: countByHoldfast };
  return { name, race: { calls: 'sync', columns: [CELLS], base, contestants: [ours] } };
}

const STEPS: readonly Step[] = [
  stepOf('1 hole', {
    byHand: oneByHand,
    byHoldfast: oneByHoldfast,
    countByHand: () => runs.handOne,
    countByHoldfast: () => runs.one,
  }),
  stepOf('4 holes', {
    byHand: fourByHand,
    byHoldfast: fourByHoldfast,
    countByHand: () => runs.handFour,
    countByHoldfast: () => runs.four,
  }),
  stepOf('16 holes', {
    byHand: sixteenByHand,
    byHoldfast: sixteenByHoldfast,
    countByHand: () => runs.handSixteen,
    countByHoldfast: () => runs.sixteen,
  }),
];

/** Hits of a synchronous function whose key has more and more parts. */
export const ROW: Row = {
  title: 'growth: holes of the key',
  unit: 'times',
  meaning: '1 is a `Map` under a template key with as many holes, all of them numbers.',
  measure: (mode) => measureSteps(STEPS, mode),
};
