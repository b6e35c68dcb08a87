import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { memoryStore } from '../../../../../runtime/src/store/memory/memory-store.ts';
import { type SqliteOptions, sqliteStore } from '../../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { cacheOf, compileAsync, compileSync, type FreshRuntime, freshRuntime } from '../../compiled-function.ts';
import { makeFolder } from './sqlite-files.ts';

interface Report {
  readonly id: number;
  readonly made: Date;
  readonly tags: ReadonlySet<string>;
}

/** A runtime on the file with a synchronous and an asynchronous function; both count their runs. */
async function start(
  file: string,
  options: SqliteOptions = {},
): Promise<
  FreshRuntime & {
    readonly report: (id: number) => Report;
    readonly load: (id: number) => Promise<string | null>;
    readonly runs: { report: number; load: number };
  }
> {
  const fresh = freshRuntime();
  const { runtime } = fresh;
  onTestFinished(() => runtime.dispose());
  await runtime.configure({ store: sqliteStore(file, options) });
  const runs = { report: 0, load: 0 };
  const report = compileSync(
    runtime,
    'report',
    { parameters: ['id'], spec: { tags: [['report:', 0]] } },
    (id: number) => {
      runs.report++;
      return { id, made: new Date(id), tags: new Set(['a', 'b']) };
    },
  );
  const load = compileAsync(runtime, 'load', { parameters: ['id'], spec: { maxSize: 2 } }, async (id: number) => {
    runs.load++;
    return id === 0 ? null : `row ${id}`;
  });
  return { ...fresh, report, load, runs };
}

const REPORT = { id: 7, made: new Date(7), tags: new Set(['a', 'b']) };

describe('the runtime on an SQLite file', () => {
  it.each([{ exclusive: false }, { exclusive: true }])(
    'serves after a restart what it stored before (%j)',
    async (options) => {
      const file = join(makeFolder(), 'cache.db');
      const first = await start(file, options);
      expect([first.report(7), first.report(7), await first.load(0), await first.load(1)]).toEqual([
        REPORT,
        REPORT,
        null,
        'row 1',
      ]);
      await first.runtime.dispose();
      const second = await start(file, options);
      expect([second.report(7), await second.load(0), await second.load(1), second.runs]).toEqual([
        REPORT,
        null,
        'row 1',
        { report: 0, load: 0 },
      ]);
      await second.runtime.invalidateTag('report:7');
      expect([second.report(7), second.runs.report]).toEqual([REPORT, 1]);
    },
  );

  it('gives every caller a value of its own', async () => {
    const { report } = await start(join(makeFolder(), 'cache.db'));
    const [first, second] = [report(7), report(7)];
    first.made.setTime(0);
    expect([second, report(7)]).toEqual([REPORT, REPORT]);
  });

  it('lets entries expire after a restart as if there had been none', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = await start(file);
    first.report(7);
    await first.runtime.dispose();
    const second = await start(file);
    second.advance(3_599_999);
    second.report(7);
    expect(second.runs.report).toBe(0);
    second.advance(1);
    second.report(7);
    expect(second.runs.report).toBe(1);
  });

  it('counts the entries of a function exactly, and throws out the least recently used one', async () => {
    const { runtime, load, runs } = await start(join(makeFolder(), 'cache.db'));
    for (const id of [1, 2, 1, 3]) await load(id);
    expect(await cacheOf(runtime, load).info()).toEqual({ hits: 1, misses: 3, currSize: 2, maxSize: 2 });
    await load(1);
    expect(runs.load).toBe(3);
    await load(2);
    expect(runs.load).toBe(4);
  });

  it('closes the file when another store takes its place, and can open it again', async () => {
    const file = join(makeFolder(), 'cache.db');
    const { runtime, report, runs } = await start(file, { exclusive: true });
    report(7);
    await runtime.configure({ store: memoryStore(), replace: true });
    expect([existsSync(`${file}-wal`), runs.report]).toEqual([false, 1]);
    report(7);
    expect(runs.report).toBe(2);
    await runtime.configure({ store: sqliteStore(file, { exclusive: true }), replace: true });
    report(7);
    expect(runs.report).toBe(2);
  });

  it('is the store of synchronous functions beside a store that answers later', async () => {
    const file = join(makeFolder(), 'cache.db');
    const { runtime, report } = await start(file);
    expect(await runtime.configure({ syncStore: sqliteStore(file), replace: true })).toEqual({
      store: { kind: 'sqlite', promise: 'strict' },
      syncStore: { kind: 'sqlite', promise: 'strict' },
      stores: {},
    });
    expect(report(7)).toEqual(REPORT);
  });

  it('keeps nothing on disk in :memory:', async () => {
    const { report, runs } = await start(':memory:');
    report(7);
    report(7);
    expect([runs.report, existsSync(':memory:')]).toEqual([1, false]);
  });

  it("loads Node's SQLite when a store is opened, not before", () => {
    const module = join(import.meta.dirname, '../../../../../runtime/src/sqlite.ts');
    const program = `
      const { keyvAdapter, sqliteStore } = await import(${JSON.stringify(module)});
      const isLoaded = () => process.moduleLoadList.includes('NativeModule sqlite');
      const loaded = [isLoaded()];
      const definition = sqliteStore(':memory:');
      keyvAdapter(':memory:');
      loaded.push(isLoaded());
      definition.open({ now: () => 0, prefix: 'hf' });
      loaded.push(isLoaded());
      console.log(JSON.stringify(loaded));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual([false, false, true]);
  });
});
