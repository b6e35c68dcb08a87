import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqliteStore } from '../../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { compileSync, type FreshRuntime, freshRuntime } from '../../compiled-function.ts';
import { openRaw } from './raw-database.ts';
import { entry, makeFolder, openFor, present, served } from './sqlite-files.ts';

/** A runtime on the file, a synchronous function `double` with the tag `n:{n}`, and what failed. */
async function started(file: string): Promise<{
  readonly fresh: FreshRuntime;
  readonly double: (n: number) => number;
  readonly runs: () => number;
  readonly errors: string[];
}> {
  const fresh = freshRuntime();
  await fresh.runtime.configure({ store: sqliteStore(file) });
  const errors: string[] = [];
  fresh.runtime.on('error', ({ operation, error }) => errors.push(`${operation}: ${messageOf(error)}`));
  const at = { runs: 0 };
  const double = compileSync(
    fresh.runtime,
    'double',
    { parameters: ['n'], spec: { tags: [['n:', 0]] } },
    (n: number) => {
      at.runs++;
      return n * 2;
    },
  );
  return { fresh, double, runs: () => at.runs, errors };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => messageOf(error),
  );
}

function configureWith(file: string): Promise<string> {
  return failureOf(freshRuntime().runtime.configure({ store: sqliteStore(file) }));
}

describe('a file that cannot be opened', () => {
  it('is left as it is where it is no database, and configure says so', async () => {
    const file = join(makeFolder(), 'notes.txt');
    writeFileSync(file, 'These are my notes; they are longer than the header of a database file would be.'.repeat(20));
    const before = readFileSync(file);
    expect(await configureWith(file)).toBe(
      `HF3004 store-unreachable: store (sqlite) did not open: ${file}: it is no SQLite database, and is left as it is (file is not a database)`,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('is refused where its folder is missing or it is a folder', async () => {
    const folder = makeFolder();
    const file = join(folder, 'no', 'cache.db');
    expect([await configureWith(file), await configureWith(folder)]).toEqual([
      `HF3004 store-unreachable: store (sqlite) did not open: ${file}: the folder ${join(folder, 'no')} does not exist. Make it first.`,
      `HF3004 store-unreachable: store (sqlite) did not open: ${folder}: ${folder} is a folder.`,
    ]);
  });

  it.each([
    [1, 'Give it another file or table, or remove the file when no older Holdfast uses it any more.'],
    [3, 'Update Holdfast in this process, or give it another file or table.'],
  ])('is refused and not touched where another version made its tables: %i', async (version, wayOut) => {
    const file = join(makeFolder(), 'cache.db');
    await openFor({ file }).dispose();
    const raw = openRaw(file);
    raw.exec(`PRAGMA journal_mode = DELETE; UPDATE holdfast_hf_state SET schema = ${version} WHERE id = 1`);
    const makeState = `INSERT INTO holdfast_hf_state SELECT 1, ${version}, 'e', 1, 1 WHERE NOT EXISTS (SELECT 1 FROM holdfast_hf_state)`;
    raw.exec(makeState);
    const before = readFileSync(file);
    expect(await configureWith(file)).toBe(
      `HF3004 store-unreachable: store (sqlite) did not open: ${file}: its tables holdfast_hf_… are of version ${version}, and this version of Holdfast knows 2. ${wayOut}`,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('is refused where the first version made its tables, also where the row that says so is lost', async () => {
    const file = join(makeFolder(), 'cache.db');
    await openFor({ file }).dispose();
    const raw = openRaw(file);
    raw.exec('DELETE FROM holdfast_hf_state; ALTER TABLE holdfast_hf_entries DROP COLUMN nonce');
    expect(await configureWith(file)).toContain('its tables holdfast_hf_… are of version 1');
  });

  it("is refused and not touched where somebody else's table has the name", async () => {
    const file = join(makeFolder(), 'cache.db');
    openRaw(file).exec('CREATE TABLE holdfast_hf_state (mine TEXT)');
    const before = readFileSync(file);
    expect(await configureWith(file)).toBe(
      `HF3004 store-unreachable: store (sqlite) did not open: ${file}: no such column: schema`,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('is refused where another process has it for itself', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = openFor({ file, exclusive: true });
    const said = `${file}: another process kept it locked for too long (database is locked)`;
    expect(() => openFor({ file })).toThrow(said);
    expect(() => openFor({ file, exclusive: true })).toThrow(said);
    await first.dispose();
    expect(openFor({ file }).kind).toBe('sqlite');
  });

  it('is refused for itself where another process has it open', () => {
    const file = join(makeFolder(), 'cache.db');
    openFor({ file });
    expect(() => openFor({ file, exclusive: true })).toThrow(
      `${file}: another process kept it locked for too long (database is locked)`,
    );
  });

  it.each([
    'x; drop table y',
    '"quoted"',
    "o'clock",
    '`',
    'sqlite_cache',
    'SQLite_cache',
    'tabelle_größe',
    'a b',
    'a.b',
    '1a',
    '_a',
    '',
    'x'.repeat(42),
    'a\0',
    'a\n',
  ])('refuses the table name %j', (table) => {
    expect(() => sqliteStore('cache.db', { table })).toThrow(
      `HF2001 configuration: table takes up to 41 letters, digits and _, beginning with a letter and not with sqlite_, not ${JSON.stringify(table)}.`,
    );
  });

  it('refuses other options that mean nothing', () => {
    const said = (file: unknown, options: object): string => {
      try {
        // As JavaScript would call it.
        sqliteStore(file as string, options);
        return 'nothing';
      } catch (error) {
        return messageOf(error);
      }
    };
    expect([
      said('', {}),
      said(7, {}),
      said('a\0b', {}),
      said('a.db', { maxByte: 1 }),
      said('a.db', { exclusive: 1 }),
      said('a.db', { maxBytes: 100 }),
      said('a.db', { compressAbove: -1 }),
    ]).toEqual([
      'HF2001 configuration: a store takes the path of a file or \':memory:\', not "".',
      "HF2001 configuration: a store takes the path of a file or ':memory:', not 7.",
      'HF2001 configuration: a store takes the path of a file or \':memory:\', not "a\\u0000b".',
      'HF2001 configuration: sqliteStore() has no option maxByte. Did you mean maxBytes? Options: exclusive, maxBytes, table, compressAbove.',
      'HF2001 configuration: exclusive of the SQLite store takes true or false, not 1.',
      'HF2001 configuration: maxBytes of the SQLite store takes a whole number of bytes from 1048576 to 1099511627776, not 100.',
      'HF2001 configuration: compressAbove takes a whole number of bytes, not -1.',
    ]);
  });
});

describe('a file that fails while it is open', () => {
  it('is opened anew where it was removed, and invalidations go to the new one', async () => {
    const file = join(makeFolder(), 'cache.db');
    const { fresh, double, runs, errors } = await started(file);
    expect([double(1), double(1), runs()]).toEqual([2, 2, 1]);
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    fresh.advance(1000);
    expect([double(1), runs(), existsSync(file)]).toEqual([2, 2, true]);
    expect(errors).toEqual([`read: ${file}: it was removed or replaced while it was open, and is opened anew.`]);
    expect([double(1), double(1), runs()]).toEqual([2, 2, 3]);
    rmSync(file);
    await fresh.runtime.invalidateTag('n:1');
    expect([double(1), double(1), double(1), runs(), errors.length]).toEqual([2, 2, 2, 5, 2]);
    await fresh.runtime.dispose();
  });

  it('is opened anew where another one was put in its place', async () => {
    const folder = makeFolder();
    const file = join(folder, 'cache.db');
    const store = openFor({ file });
    await store.write([entry('a', await present(store))]);
    const other = openFor({ file: join(folder, 'other.db') });
    await other.write([entry('b', await present(other))]);
    await other.dispose();
    renameSync(join(folder, 'other.db'), file);
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    expect(() => store.read([{ key: 'a', dependencies: [] }])).toThrow(
      `${file}: it was removed or replaced while it was open, and is opened anew.`,
    );
    expect(served(store, 'a', 'b')).toEqual([undefined, '"b"']);
  });

  it('lets calls go on where another process keeps it locked, and invalidations reach it later', async () => {
    const file = join(makeFolder(), 'cache.db');
    const store = openFor({ file });
    const stamp = await present(store);
    await store.write([entry('a', stamp)]);
    const raw = openRaw(file);
    raw.exec('BEGIN IMMEDIATE');
    const said = `${file}: another process kept it locked for too long (database is locked)`;
    expect(served(store, 'a')).toEqual(['"a"']);
    expect(() => store.write([entry('b', stamp)])).toThrow(said);
    expect(() => store.invalidate(['*'])).toThrow(said);
    expect(served(store, 'a', 'b')).toEqual(['"a"', undefined]);
    raw.exec('COMMIT');
    await store.invalidate(['*']);
    expect(served(store, 'a', 'b')).toEqual([undefined, undefined]);
  });

  it('makes do with the room that others leave, and says so where it is none', async () => {
    const file = join(makeFolder(), 'cache.db');
    const filler = openFor({ file, table: 'filler_hf', maxBytes: 1024 * 1024 });
    const stamp = await present(filler);
    const value = { codec: 'data', payload: 'x'.repeat(10_000) };
    for (let i = 0; i < 80; i++) await filler.write([entry(`k${i}`, stamp, { value })]);
    const store = openFor({ file, maxBytes: 1024 * 1024 });
    const early = await present(store);
    for (let i = 0; i < 100; i++) expect(await store.write([entry(`k${i}`, early, { value })])).toEqual(['stored']);
    expect(served(store, 'k0', 'k99')).toEqual([undefined, value.payload]);
    await store.invalidate(['*']);
    const raw = openRaw(file);
    raw.exec('CREATE TABLE mine (bytes BLOB); PRAGMA max_page_count = 256; DELETE FROM holdfast_hf_entries');
    expect(() => raw.exec(`${'INSERT INTO mine VALUES (zeroblob(4000));'.repeat(300)}`)).toThrow('full');
    const later = await present(store);
    expect(() => store.write([entry('a', later, { value })])).toThrow(
      `${file}: the disk is full, or maxBytes leaves no room (database or disk is full)`,
    );
    expect(served(store, 'a')).toEqual([undefined]);
    await store.invalidate(['*']);
    raw.exec('DROP TABLE mine');
    expect(await store.write([entry('a', await present(store), { value })])).toEqual(['stored']);
  });

  it('reports damage, and goes on with a new file where the damaged one is removed', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = await started(file);
    for (let i = 0; i < 200; i++) first.double(i);
    await first.fresh.runtime.dispose();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 2);
    writeFileSync(file, bytes);
    const second = await started(file).catch((error: unknown) => messageOf(error));
    const damaged = 'it is damaged. Delete it: a cache is made anew (database disk image is malformed)';
    expect(second).toBe(`HF3004 store-unreachable: store (sqlite) did not open: ${file}: ${damaged}`);
    rmSync(file);
    const third = await started(file);
    expect([third.double(1), third.double(1), third.runs(), third.errors]).toEqual([2, 2, 1, []]);
    await third.fresh.runtime.dispose();
  });

  it('refuses to be used after it was closed', async () => {
    const file = join(makeFolder(), 'cache.db');
    const store = openFor({ file });
    await store.dispose();
    await store.dispose();
    expect(store.hit?.('a')).toBe(undefined);
    expect(() => store.read([{ key: 'a', dependencies: [] }])).toThrow(`${file}: the store was closed.`);
  });
});
