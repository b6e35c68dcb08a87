import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { freshRuntime } from '../../compiled-function.ts';
import { openRaw } from './raw-database.ts';
import { makeFolder } from './sqlite-files.ts';

const CHILD = join(import.meta.dirname, 'child.ts');

/** Another user, where this one is allowed everything. */
const OTHER_USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

function start(args: readonly unknown[], options: { readonly uid?: number } = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, ...args.map(String)], options);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** What the child prints last. */
async function resultOf(child: ChildProcessWithoutNullStreams): Promise<unknown> {
  const printed: string[] = [];
  child.stdout.on('data', (chunk) => printed.push(String(chunk)));
  child.stderr.on('data', (chunk) => printed.push(String(chunk)));
  await once(child, 'close');
  const last = printed.join('').trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? JSON.parse(last) : printed.join('');
}

describe('processes that share an SQLite file', () => {
  it('serves a second process from what a first one stored', async () => {
    const file = join(makeFolder(), 'cache.db');
    expect(await resultOf(start(['call', file, 0, 100]))).toEqual({ runs: 100, errors: [] });
    expect(await resultOf(start(['call', file, 50, 150]))).toEqual({ runs: 50, errors: [] });
  });

  it('X-29: lets two processes write 1,000 results each without finding it locked, and keeps the bound', async () => {
    const file = join(makeFolder(), 'cache.db');
    const children = [start(['call', file, 0, 1000]), start(['call', file, 1000, 2000])];
    expect(await Promise.all(children.map(resultOf))).toEqual([
      { runs: 1000, errors: [] },
      { runs: 1000, errors: [] },
    ]);
    const raw = openRaw(file);
    expect(raw.row('SELECT (SELECT count(*) FROM holdfast_hf_entries), entries FROM holdfast_hf_owners')).toEqual([
      700, 700,
    ]);
  });

  it('can be read after a process was killed while it wrote', async () => {
    const file = join(makeFolder(), 'cache.db');
    for (const lines of [3, 6, 9]) {
      const child = start(['write for ever', file]);
      for (let seen = 0; seen < lines; ) {
        const [chunk] = await once(child.stdout, 'data');
        seen += String(chunk).split('\n').length - 1;
      }
      child.kill('SIGKILL');
      await once(child, 'close');
      const raw = openRaw(file);
      expect(raw.row('PRAGMA integrity_check')).toEqual(['ok']);
      const [stored, counted] = raw.row(
        'SELECT (SELECT count(*) FROM holdfast_hf_entries), (SELECT sum(entries) FROM holdfast_hf_owners)',
      );
      expect(counted).toBe(stored);
      expect(await resultOf(start(['call', file, lines * 1_000_000, lines * 1_000_000 + 10]))).toEqual({
        runs: 10,
        errors: [],
      });
    }
  });

  it('serves no process what another one had invalidated before the call began', async () => {
    const folder = makeFolder();
    const file = join(folder, 'cache.db');
    const { runtime } = freshRuntime();
    await runtime.configure({ store: sqliteStore(file) });
    const truth = makeNumber(join(folder, 'truth'));
    const acknowledged = makeNumber(join(folder, 'acknowledged'));
    const children = [1, 2].map(() =>
      start(['compare', file, join(folder, 'truth'), join(folder, 'acknowledged'), 1000]),
    );
    const state = { running: children.length };
    const results = children.map(async (child) => {
      const result = await resultOf(child);
      state.running--;
      return result;
    });
    let version = 0;
    while (state.running > 0) {
      version++;
      truth(version);
      await runtime.invalidateTag('truth');
      acknowledged(version);
      // Lets the children's ends be heard.
      await new Promise(setImmediate);
    }
    for (const result of await Promise.all(results)) {
      expect(result).toEqual({ runs: expect.any(Number), errors: [] });
    }
    expect(version).toBeGreaterThan(10);
    await runtime.dispose();
  });

  it.each([
    { what: 'folder', mode: 0o555, of: '' },
    { what: 'file', mode: 0o444, of: 'cache.db' },
  ])('says at once that a $what may not be written', async ({ mode, of }) => {
    const folder = makeFolder();
    const file = join(folder, 'cache.db');
    if (of !== '') await resultOf(start(['call', file, 0, 1]));
    chmodSync(join(folder, of), mode);
    if (of !== '') chmodSync(folder, 0o755);
    onTestFinished(() => chmodSync(folder, 0o755));
    expect(await resultOf(start(['call', file, 0, 10], OTHER_USER))).toEqual({
      runs: 0,
      errors: [
        expect.stringMatching(
          /^HF3004 store-unreachable: store \(sqlite\) did not open: .*cache\.db: it cannot be (written|opened)/,
        ),
      ],
    });
  });
});

/** A number that other processes read. */
function makeNumber(path: string): (value: number) => void {
  const handle = openSync(path, 'w');
  const write = (value: number): void => void writeSync(handle, new Float64Array([value]), 0, 8, 0);
  write(0);
  return write;
}
