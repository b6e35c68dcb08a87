import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keyv } from 'keyv-6';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keyvAdapter, type SqliteKeyvAdapter, sqliteStore } from '../../../../../runtime/src/sqlite.ts';
import { compileSync, freshRuntime } from '../../compiled-function.ts';
import { openRaw } from './raw-database.ts';
import { makeFolder } from './sqlite-files.ts';

function open(file: string): SqliteKeyvAdapter {
  const adapter = keyvAdapter(file);
  onTestFinished(() => adapter.disconnect());
  return adapter;
}

function newKeyv(namespace?: string, file = join(makeFolder(), 'cache.db')): Keyv {
  const keyv = new Keyv({ store: open(file), ...(namespace !== undefined && { namespace }) });
  keyv.on('error', (error: unknown) => {
    throw error;
  });
  return keyv;
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Lets the clock of `Date.now` stand still until the test ends. */
function holdClock(): (milliseconds: number) => void {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
  onTestFinished(() => void vi.useRealTimers());
  return (milliseconds) => void vi.advanceTimersByTime(milliseconds);
}

describe('Keyv on the SQLite adapter', () => {
  it('is used as it is, without a bridge', () => {
    const adapter = open(join(makeFolder(), 'cache.db'));
    expect(new Keyv({ store: adapter }).store).toBe(adapter);
  });

  it('gets what was set, one by one and many at once', async () => {
    const keyv = newKeyv();
    expect(await keyv.set('a', { id: 1, name: 'Zoë' })).toBe(true);
    expect(
      await keyv.setMany([
        { key: 'b', value: 'one' },
        { key: 'c', value: 'text' },
      ]),
    ).toEqual([true, true]);
    expect(await keyv.get('a')).toEqual({ id: 1, name: 'Zoë' });
    expect(await keyv.getMany(['a', 'none', 'c'])).toEqual([{ id: 1, name: 'Zoë' }, undefined, 'text']);
    expect([await keyv.has('a'), await keyv.hasMany(['b', 'none'])]).toEqual([true, [true, false]]);
    expect([await keyv.delete('a'), await keyv.delete('a')]).toEqual([true, false]);
    expect(await keyv.deleteMany(['b', 'none'])).toEqual([true, false]);
    expect(await keyv.getMany(['a', 'b', 'c'])).toEqual([undefined, undefined, 'text']);
  });

  it('keeps what was set when the file is opened anew', async () => {
    const file = join(makeFolder(), 'cache.db');
    const first = newKeyv('app', file);
    await first.set('a', 1);
    await first.disconnect();
    expect(await newKeyv('app', file).get('a')).toBe(1);
  });

  it('keeps namespaces apart, clears only its own, and none of a cache in the same file', async () => {
    const file = join(makeFolder(), 'cache.db');
    const { runtime } = freshRuntime();
    await runtime.configure({ store: sqliteStore(file) });
    compileSync(runtime, 'double', { parameters: ['n'] }, (n: number) => n * 2)(1);
    const keyvs = [newKeyv('one', file), newKeyv('one::', file), newKeyv(undefined, file)];
    for (const [i, keyv] of keyvs.entries()) {
      await keyv.set('a', i);
      await keyv.set('::a', i);
    }
    await keyvs[0]?.clear();
    expect(await Promise.all(keyvs.map((keyv) => keyv.getMany(['a', '::a'])))).toEqual([
      [undefined, undefined],
      [1, 1],
      [2, 2],
    ]);
    await keyvs[2]?.clear();
    expect(await keyvs[1]?.getMany(['a', '::a'])).toEqual([1, 1]);
    expect(openRaw(file).row('SELECT (SELECT count(*) FROM holdfast_keyv), entries FROM holdfast_hf_owners')).toEqual([
      2, 1,
    ]);
    await runtime.dispose();
  });

  it('lets entries expire, and removes expired rows when others are set', async () => {
    const advance = holdClock();
    const file = join(makeFolder(), 'cache.db');
    const keyv = newKeyv('app', file);
    for (let i = 0; i < 20; i++) await keyv.set(`short${i}`, i, 1000);
    await keyv.set('long', 'kept', 100_000);
    await keyv.set('ever', 'kept');
    advance(999);
    expect(await keyv.get('short1')).toBe(1);
    advance(1);
    expect([await keyv.get('short1'), await keyv.has('short1'), await keyv.get('long')]).toEqual([
      undefined,
      false,
      'kept',
    ]);
    for (let i = 0; i < 3; i++) await keyv.set('other', i);
    expect(openRaw(file).row('SELECT count(*) FROM holdfast_keyv')).toEqual([3]);
  });

  it('lists the entries of its namespace that are alive, more than it reads at a time', async () => {
    const advance = holdClock();
    const file = join(makeFolder(), 'cache.db');
    const adapter = open(file);
    adapter.namespace = 'app';
    const names = Array.from({ length: 250 }, (_, i) => `key ${String(i).padStart(3, '0')}`);
    await adapter.setMany(names.map((key) => ({ key, value: key })));
    await adapter.set('short', 'gone', 1_000_500);
    await adapter.set('\ud800', 'half');
    const other = open(file);
    await other.set('other', 'other');
    advance(1000);
    expect(await listOf(adapter.iterator())).toEqual([...names.map((key) => [key, key]), ['\ud800', 'half']]);
    expect(await listOf(other.iterator())).toEqual([['other', 'other']]);
  });

  it('takes any text for a key, and bytes for a value', async () => {
    const adapter = open(join(makeFolder(), 'cache.db'));
    const keys = [
      '',
      ' ',
      '\u0000',
      "'; DROP TABLE holdfast_keyv; --",
      '%',
      '\ud800',
      '\udc00',
      '\ufffd',
      'é',
      'e\u0301',
    ];
    await adapter.setMany(keys.map((key, i) => ({ key, value: new Uint8Array([i]) })));
    expect(await adapter.getMany(keys)).toEqual(keys.map((_, i) => new Uint8Array([i])));
    expect(await adapter.deleteMany(keys)).toEqual(keys.map(() => true));
  });
});

describe('the SQLite adapter where something fails', () => {
  it('stores none of several values where one is no text', async () => {
    const file = join(makeFolder(), 'cache.db');
    const adapter = open(file);
    const set = adapter.setMany([
      { key: 'a', value: 'text' },
      { key: 'b', value: { id: 1 } },
    ]);
    await expect(set).rejects.toThrow(
      `${file}: the value is a object, but this adapter stores text and bytes. Leave the serializer of Keyv on.`,
    );
    expect(await adapter.getMany(['a', 'b'])).toEqual([undefined, undefined]);
  });

  it('rejects while the file is no database, and leaves it as it is', async () => {
    const file = join(makeFolder(), 'notes.txt');
    writeFileSync(file, 'notes '.repeat(1000));
    const adapter = open(file);
    const said = `${file}: it is no SQLite database, and is left as it is (file is not a database)`;
    await expect(adapter.get('a')).rejects.toThrow(said);
    await expect(adapter.set('a', 'text')).rejects.toThrow(said);
  });

  it('refuses a table that somebody else made', async () => {
    const file = join(makeFolder(), 'cache.db');
    openRaw(file).exec('CREATE TABLE holdfast_keyv (mine TEXT)');
    await expect(open(file).get('a')).rejects.toThrow(
      `${file}: its table holdfast_keyv is none of this version of Holdfast. Give it another file or table.`,
    );
  });

  it('refuses the name of a table that could not stand in a statement', () => {
    expect(() => keyvAdapter('cache.db', { table: 'x; drop table y' })).toThrow(
      'HF2001 configuration: table takes up to 41 letters, digits and _, beginning with a letter and not with sqlite_, not "x; drop table y".',
    );
  });
});
