import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { profileMissed } from '../profile/profile-process.ts';
import { halfSpread, quantile } from '../race/quantile.ts';
import { renderValue } from '../report/render-value.ts';
import type { Figure, Measured, Row } from '../row.ts';

/** `bench/`, whose packages are meant; from `bench/dist/rows`. */
const FOLDER = fileURLToPath(new URL('../..', import.meta.url));
/** What is published of ours; here it is installed by a link, and found in the second place that Node looks. */
const OURS = fileURLToPath(new URL('../../../runtime', import.meta.url));
/** A package with one module that has nothing in it. */
const EMPTY = 'holdfast-bench-empty';

const SUBJECTS: readonly (Pick<Figure, 'who' | 'role' | 'goal'> & { readonly modules: readonly string[] })[] = [
  { who: 'node:sqlite', role: 'base', modules: ['node:sqlite'] },
  { who: 'limit: a package with nothing in it', role: 'limit', modules: [EMPTY] },
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

/** A folder in which ours is installed as the others are in `bench/`. */
function install(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const packages = join(folder, 'node_modules');
  for (const part of ['package.json', 'dist']) {
    cpSync(join(OURS, part), join(packages, 'holdfast', part), { recursive: true });
  }
  const empty = { name: EMPTY, version: '1.0.0', type: 'module', exports: { '.': './index.js' } };
  mkdirSync(join(packages, EMPTY));
  writeFileSync(join(packages, EMPTY, 'package.json'), JSON.stringify(empty));
  writeFileSync(join(packages, EMPTY, 'index.js'), 'export {};\n');
  return folder;
}

/** Where all of the modules are installed. */
function folderOf(modules: readonly string[], own: string): string {
  return modules.some((name) => name === EMPTY || name === 'holdfast') ? own : FOLDER;
}

async function measure({ rounds }: { readonly rounds: number }): Promise<Measured> {
  const own = install();
  const imports = SUBJECTS.map(() => [] as Import[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { modules }] of SUBJECTS.entries()) {
      imports[index]?.push(timeImport(modules, folderOf(modules, own)));
    }
  }
  const figures = SUBJECTS.map(({ modules: _, ...about }, index): Figure => {
    const times = imports[index] ?? [];
    const works = times.map(({ work }) => work);
    const wall = quantile(
      times.map((one) => one.wall),
      0.5,
    );
    const detail = `by the clock on the wall ${renderValue(wall, 'milliseconds')}`;
    return { ...about, value: quantile(works, 0.5), noise: halfSpread(works), detail };
  });
  const profiles = figures.flatMap((figure, index) => {
    const { modules = [] } = SUBJECTS[index] ?? {};
    return profileMissed(figure, { cwd: folderOf(modules, own), args: argsOf(modules) });
  });
  return { figures, profiles };
}

/** What it takes a fresh process to import the modules one after the other. */
function timeImport(modules: readonly string[], cwd: string): Import {
  const isOurs = modules.includes('holdfast');
  const output = execFileSync(process.execPath, argsOf(modules), { cwd, encoding: 'utf8' });
  const { work, wall, isLoaded } = JSON.parse(output);
  if (isOurs && isLoaded) throw new Error(`importing ${modules.join(' and ')} loads ioredis`);
  return { work, wall };
}

/**
 * Systems count a thread's time in steps of some milliseconds while it runs, and exactly when it waits. So it waits before
 * each reading. What the measuring itself loads when it is first used is loaded before.
 */
function argsOf(modules: readonly string[]): readonly string[] {
  const program = `
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const readWork = (before) => {
      Atomics.wait(cell, 0, 0, 1);
      return process.threadCpuUsage(before);
    };
    const time = async (names) => {
      const [before, start] = [readWork(), performance.now()];
      for (const name of names) await import(name);
      const wall = performance.now() - start;
      const { user, system } = readWork(before);
      return { work: (user + system) / 1000, wall };
    };
    for (const text of ['', '//']) await time(['data:text/javascript,' + text]);
    const timed = await time(${JSON.stringify(modules)});
    const { default: { _cache } } = await import('node:module');
    const isLoaded = Object.keys(_cache).some((file) => /[\\\\/]ioredis[\\\\/]/.test(file));
    console.log(JSON.stringify({ ...timed, isLoaded }));`;
  return ['--input-type=module', '--eval', program];
}

/** What a service's start pays. */
export const ROW: Row = {
  title: 'import of the package',
  unit: 'milliseconds',
  meaning:
    'Milliseconds that the thread of a fresh process works to import the package, after an import of an empty module: processor time, so that what else the machine does counts little. Each is installed in the folder that imports it; what of this a package without any code takes is the limit. Ours loads ioredis only when a store is opened; that is checked.',
  measure,
};
