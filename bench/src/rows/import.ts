import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { halfSpread, quantile } from '../race/quantile.ts';
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

async function measure({ rounds }: { readonly rounds: number }): Promise<Measured> {
  const times = SUBJECTS.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { modules }] of SUBJECTS.entries()) times[index]?.push(timeImport(modules));
  }
  const figures = SUBJECTS.map(({ modules: _, ...about }, index): Figure => {
    const own = times[index] ?? [];
    return { ...about, value: quantile(own, 0.5), noise: halfSpread(own) };
  });
  return { figures };
}

/** Milliseconds that a fresh process takes to import the modules one after the other. */
function timeImport(modules: readonly string[]): number {
  const isOurs = modules.includes('holdfast');
  const program = `
    await import('data:text/javascript,');
    const start = performance.now();
    for (const name of ${JSON.stringify(modules)}) await import(name);
    const time = performance.now() - start;
    const { default: { _cache } } = await import('node:module');
    const isLoaded = Object.keys(_cache).some((file) => /[\\\\/]ioredis[\\\\/]/.test(file));
    console.log(JSON.stringify({ time, isLoaded }));`;
  const args = ['--input-type=module', '--eval', program];
  const { time, isLoaded } = JSON.parse(execFileSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8' }));
  if (isOurs && isLoaded) throw new Error(`importing ${modules.join(' and ')} loads ioredis`);
  return time;
}

/** What a service's start pays. */
export const ROW: Row = {
  title: 'import',
  unit: 'milliseconds',
  meaning:
    'Milliseconds that a fresh process takes to import the package, after an import of an empty module. Ours loads ioredis only when a store is opened; that is checked.',
  measure,
};
