import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { profileMissed } from '../profile/profile-process.ts';
import { halfSpread, quantile } from '../race/quantile.ts';
import { renderValue } from '../report/render-value.ts';
import type { Figure, Measured, Row } from '../row.ts';

/** `bench/`, whose packages are meant; from `bench/dist/rows`. */
const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

const SUBJECTS: readonly (Pick<Figure, 'who' | 'role' | 'goal'> & { readonly modules: readonly string[] })[] = [
  { who: 'node:sqlite', role: 'base', modules: ['node:sqlite'] },
  { who: 'holdfast', role: 'ours', goal: 5, modules: ['holdfast'] },
  { who: 'holdfast and holdfast/redis', role: 'ours', modules: ['holdfast', 'holdfast/redis'] },
  { who: 'holdfast and holdfast/sqlite', role: 'ours', modules: ['holdfast', 'holdfast/sqlite'] },
  ...[
    ...['fast-memoize', 'memoize', 'memoizee', 'p-memoize', 'lru-cache', 'dataloader', '@epic-web/cachified', 'ocache'],
    ...['keyv', 'unstorage', 'async-cache-dedupe', 'cache-manager', 'cacheable', 'bentocache', 'ioredis'],
  ].map((name) => ({ who: name, role: 'peer' as const, modules: [name] })),
];

/** Milliseconds of an import. */
interface Import {
  /** Of work of the thread that imports. */
  readonly work: number;
  /** By the clock on the wall. */
  readonly wall: number;
}

async function measure({ rounds }: { readonly rounds: number }): Promise<Measured> {
  const imports = SUBJECTS.map(() => [] as Import[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { modules }] of SUBJECTS.entries()) imports[index]?.push(timeImport(modules));
  }
  const figures = SUBJECTS.map(({ modules: _, ...about }, index): Figure => {
    const own = imports[index] ?? [];
    const works = own.map(({ work }) => work);
    const wall = quantile(
      own.map((one) => one.wall),
      0.5,
    );
    const detail = `by the clock on the wall ${renderValue(wall, 'milliseconds')}`;
    return { ...about, value: quantile(works, 0.5), noise: halfSpread(works), detail };
  });
  const profiles = figures.flatMap((figure, index) =>
    profileMissed(figure, { cwd: FOLDER, args: argsOf(SUBJECTS[index]?.modules ?? []) }),
  );
  return { figures, profiles };
}

/** What it takes a fresh process to import the modules one after the other. */
function timeImport(modules: readonly string[]): Import {
  const isOurs = modules.includes('holdfast');
  const output = execFileSync(process.execPath, argsOf(modules), { cwd: FOLDER, encoding: 'utf8' });
  const { work, wall, isLoaded } = JSON.parse(output);
  if (isOurs && isLoaded) throw new Error(`importing ${modules.join(' and ')} loads ioredis`);
  return { work, wall };
}

function argsOf(modules: readonly string[]): readonly string[] {
  const program = `
    await import('data:text/javascript,');
    const [start, before] = [performance.now(), process.threadCpuUsage()];
    for (const name of ${JSON.stringify(modules)}) await import(name);
    const [wall, { user, system }] = [performance.now() - start, process.threadCpuUsage(before)];
    const { default: { _cache } } = await import('node:module');
    const isLoaded = Object.keys(_cache).some((file) => /[\\\\/]ioredis[\\\\/]/.test(file));
    console.log(JSON.stringify({ work: (user + system) / 1000, wall, isLoaded }));`;
  return ['--input-type=module', '--eval', program];
}

/** What a service's start pays. */
export const ROW: Row = {
  title: 'import of the package',
  unit: 'milliseconds',
  meaning:
    'Milliseconds that the thread of a fresh process works to import the package, after an import of an empty module: processor time, so that what else the machine does counts little. Ours loads ioredis only when a store is opened; that is checked.',
  measure,
};
