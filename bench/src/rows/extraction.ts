import { find } from 'holdfast/entities';
import { loadCaptured } from '../entity/capture-walks.ts';
import { captured } from '../entity/find-and-tell.ts';
import { measureSteps, type Step } from '../growth/measure-steps.ts';
import type { Called } from '../race/contestant.ts';
import type { Row } from '../row.ts';

const ROWS = 1000;
const GOAL = 1.5;

/** Results by turns, so that none is the only one. */
const RESULTS = 4;

type Extract<V> = (value: V) => readonly string[];

interface Subject<V> {
  readonly name: string;
  /** Name of the cached function. */
  readonly id: string;
  readonly list: (rows: number) => Promise<V>;
  readonly byHand: Extract<V>;
}

async function toStep<V>({ name, id, list, byHand }: Subject<V>): Promise<Step> {
  const results: V[] = [];
  for (let i = 0; i < RESULTS; i++) results.push(await list(ROWS + i));
  const walk = captured.get(id);
  const [first] = results;
  if (walk === undefined || first === undefined) throw new Error(`${id} looked for nothing in its result`);
  const extract: Extract<V> = (value) => find(walk.spec, walk.walk, value);
  const [found, expected] = [extract(first), byHand(first)].map((names) => [...names].sort().join());
  if (found !== expected) throw new Error(`${id}: the build's walk and the loop by hand do not find the same`);
  const race = {
    calls: 'sync',
    columns: [results],
    runsOfCall: 1,
    base: count({ who: 'by hand', role: 'base' }, byHand),
    contestants: [count({ who: 'holdfast', role: 'ours', goal: GOAL }, extract)],
  } as const;
  return { name, race };
}

function count<V>(entrant: Omit<Called, 'call' | 'countRuns'>, extract: Extract<V>): Called {
  let runs = 0;
  const call = (value: V): unknown => {
    runs++;
    return extract(value);
  };
  return { ...entrant, call, countRuns: () => runs };
}

/** What it costs to find the entities of a result. */
export const ROW: Row = {
  title: 'entities of a result of 1,000 rows',
  unit: 'times',
  meaning:
    '1 is a loop by hand over the same result that collects the same names, each once. Ours is the function that the build wrote from the types, and the runtime that collects what it meets.',
  limit: 1,
  measure: async (mode) => {
    const tracked: typeof import('../entity/tracked-results.ts') = await loadCaptured(
      new URL('../entity/tracked-results.js', import.meta.url),
    );
    const steps = [
      await toStep({
        name: '5 fields, numbers as ids',
        id: 'bench.extraction-members',
        list: tracked.listMembers,
        byHand: tracked.findMembers,
      }),
      await toStep({
        name: 'texts as ids',
        id: 'bench.extraction-articles',
        list: tracked.listArticles,
        byHand: tracked.findArticles,
      }),
      await toStep({
        name: 'a page, each with its author or none',
        id: 'bench.extraction-comments',
        list: tracked.listComments,
        byHand: tracked.findComments,
      }),
    ];
    return measureSteps(steps, mode);
  },
};
