import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseStore } from '../../../codegen/src/invalidate/choose-store.ts';
import { redisStore } from '../../../runtime/src/redis.ts';
import { sqliteStore } from '../../../runtime/src/sqlite.ts';
import { Client, OWNER } from '../../../runtime/src/store/contract/client.ts';
import type { StoreDefinition } from '../../../runtime/src/store/port.ts';
import * as redisCases from '../../servers/redis-cases.ts';
import { startRedisCluster } from '../../servers/redis-cluster.ts';
import { useRedis } from '../runtime/store/redis/use-redis.ts';
import { type CommandProject, useProjects } from './open-project.ts';

const open = useProjects();

/** A store as a service has it open, with an entry for each kind of dependency. */
async function fill(definition: StoreDefinition, prefix = 'hf') {
  const store = await definition.open({ now: () => performance.now(), wallNow: () => Date.now(), prefix });
  onTestFinished(async () => store.dispose());
  const client = new Client({ store, prefix, tries: 3, settle: async () => undefined });
  const names = ['user(id=42)', 'user(id=43)', 'users()', 'pair()', 'file()', 'tagged()'];
  const on = ['e:user:42', 'e:user:43', 'c:user', 'e:pair:1,7', 'e:file:a%2Cb%25', 't:team:5'];
  for (const [at, name] of names.entries()) {
    await client.put(name, { value: name, dependencies: ['*', OWNER, on[at] ?? ''] });
  }
  return {
    /** The names of entries that are not served any more. */
    ended: async (): Promise<readonly string[]> => {
      const served = await Promise.all(names.map((name) => client.get(name)));
      return names.filter((_, at) => !('value' in (served[at] ?? {})));
    },
  };
}

const done = (out: string) => ({ exitCode: 0, out, error: '' });

function refused(project: CommandProject, error: string, exitCode = 2) {
  return { exitCode, out: '', error: `holdfast: ${error.replaceAll('FOLDER', project.folder)}\n` };
}

describe('holdfast invalidate, with an SQLite file', () => {
  async function openFile(prefix?: string) {
    const project = open({});
    const filled = await fill(sqliteStore(join(project.folder, 'cache.db')), prefix);
    const invalidate = (...args: readonly string[]) => project.holdfast('invalidate', ...args, '--store', 'cache.db');
    return { project, ...filled, invalidate };
  }

  it('ends what holds an entity, and nothing else', async () => {
    const { invalidate, ended } = await openFile();
    expect(await invalidate('entity', 'user', '42')).toEqual(done('Invalidated user 42 under hf in cache.db.\n'));
    expect(await ended()).toEqual(['user(id=42)']);
  });

  it('ends what lists an entity', async () => {
    const { invalidate, ended } = await openFile();
    const out = 'Invalidated the collection of user under hf in cache.db.\n';
    expect(await invalidate('entity', 'user')).toEqual(done(out));
    expect(await ended()).toEqual(['users()']);
  });

  it('takes several ids, and ids of several parts', async () => {
    const { invalidate, ended } = await openFile();
    expect((await invalidate('entity', 'user', '42', '43')).out).toBe(
      'Invalidated user 42 under hf in cache.db.\nInvalidated user 43 under hf in cache.db.\n',
    );
    expect((await invalidate('entity', 'pair', '7,1')).exitCode).toBe(0);
    expect(await ended()).toEqual(['user(id=42)', 'user(id=43)']);
    expect((await invalidate('entity', 'pair', '1,7')).exitCode).toBe(0);
    expect((await invalidate('entity', 'file', 'a%2Cb%')).exitCode).toBe(0);
    expect(await ended()).toEqual(['user(id=42)', 'user(id=43)', 'pair()', 'file()']);
  });

  it('ends what has a tag', async () => {
    const { invalidate, ended } = await openFile();
    expect(await invalidate('tag', 'team:5')).toEqual(done('Invalidated tag team:5 under hf in cache.db.\n'));
    expect(await ended()).toEqual(['tagged()']);
  });

  it('ends keys, and tells whether there was anything', async () => {
    const { invalidate, ended } = await openFile();
    expect(await invalidate('key', 'hf:app:user(id=42)', 'hf:app:user(id=44)')).toEqual(
      done('Ended hf:app:user(id=42) in cache.db.\nThere was no hf:app:user(id=44) in cache.db.\n'),
    );
    expect(await ended()).toEqual(['user(id=42)']);
  });

  it('ends everything under its prefix, and nothing under another', async () => {
    const { invalidate, ended } = await openFile('shop');
    expect(await invalidate('all')).toEqual(done('Invalidated everything under hf in cache.db.\n'));
    expect(await ended()).toEqual([]);
    expect(await invalidate('all', '--prefix', 'shop')).toEqual(
      done('Invalidated everything under shop in cache.db.\n'),
    );
    expect((await ended()).length).toBe(6);
  });

  it('prints what it did as JSON', async () => {
    const { invalidate } = await openFile();
    const { out } = await invalidate('key', 'hf:app:user(id=42)', '--json');
    expect(JSON.parse(out)).toEqual({
      problems: [],
      store: 'cache.db',
      prefix: 'hf',
      invalidated: [{ shown: 'hf:app:user(id=42)', key: 'hf:app:user(id=42)', found: true }],
    });
    expect(JSON.parse((await invalidate('entity', 'user', '1', '--json')).out).invalidated).toEqual([
      { shown: 'user 1', dependency: 'e:user:1' },
    ]);
  });

  it('reads the store from HOLDFAST_STORE, and the file from the folder of the command', async () => {
    const { project, ended } = await openFile();
    const place = { folder: 'src', environment: { HOLDFAST_STORE: '../cache.db' } };
    expect(await project.holdfastIn(place, 'invalidate', 'entity', 'user', '42')).toEqual(
      done('Invalidated user 42 under hf in ../cache.db.\n'),
    );
    expect(await ended()).toEqual(['user(id=42)']);
  });

  it('writes to tables of another name', async () => {
    const project = open({});
    const { ended } = await fill(sqliteStore(join(project.folder, 'cache.db'), { table: 'mine' }));
    const all = ['invalidate', 'all', '--store', 'cache.db'];
    expect((await project.holdfast(...all)).exitCode).toBe(0);
    expect(await ended()).toEqual([]);
    expect((await project.holdfast(...all, '--table', 'mine')).exitCode).toBe(0);
    expect((await ended()).length).toBe(6);
  });
});

describe('holdfast invalidate', () => {
  it('prints what there is to invalidate, and refuses to run without it', async () => {
    const project = open({});
    const { out } = await project.holdfast('invalidate', '--help');
    expect(await project.holdfast('invalidate')).toEqual({ exitCode: 2, out: '', error: out });
    expect(out).toBe(`Usage: holdfast invalidate [options] [command]

end what a store holds: by entity, tag or key, or all of it

Options:
  -h, --help                       print this help

Commands:
  entity [options] <name> [id...]  end all results that hold these entities; without an id, all that list them
  tag [options] <tag...>           end all results that have these tags
  key [options] <key...>           end the results under these keys, and tell whether there were any
  all [options]                    end everything under the prefix

Examples:
  holdfast invalidate entity user 42 --store redis://localhost:6379
  holdfast invalidate entity user           what lists users: one came or went
  holdfast invalidate entity membership 1,7
  holdfast invalidate tag team:5
  holdfast invalidate key 'hf:app:findUser(id=42,teamId=1)'
  holdfast invalidate all --store cache.db --prefix shop

Exit codes: 0 it is done, 1 the store did not take it, 2 the command cannot be understood.
`);
  });

  it.each([
    [
      ['all'],
      'HF2027 no-store: no store is named. Name it with --store, as in "--store redis://localhost:6379" or "--store cache.db", or in the variable HOLDFAST_STORE.',
    ],
    [
      ['all', '--store', ''],
      'HF2027 no-store: no store is named. Name it with --store, as in "--store redis://localhost:6379" or "--store cache.db", or in the variable HOLDFAST_STORE.',
    ],
    [
      ['all', '--store', 'no.db'],
      'HF2028 bad-store: no.db is no store that can be used: there is no such file. Stores are redis:// and rediss:// URLs, and paths of SQLite files.',
    ],
    [
      ['all', '--store', 'src'],
      'HF2028 bad-store: src is no store that can be used: there is no such file. Stores are redis:// and rediss:// URLs, and paths of SQLite files.',
    ],
    [
      ['all', '--store', 'memcached://me:secret@localhost'],
      'HF2028 bad-store: memcached://… is no store that can be used: there is no store for memcached. Stores are redis:// and rediss:// URLs, and paths of SQLite files.',
    ],
    [
      ['all', '--store', 'redis://me:secret@:x'],
      'HF2028 bad-store: the URL of --store is no store that can be used: it cannot be parsed. Write it as redis://user:password@host:6379/0.',
    ],
    [
      ['all', '--store', 'tsconfig.json', '--cluster'],
      'HF2028 bad-store: tsconfig.json is no store that can be used: a file is no cluster. Leave out --cluster. Stores are redis:// and rediss:// URLs, and paths of SQLite files.',
    ],
    [
      ['all', '--store', 'redis://me:secret@localhost/1', '--table', 'x'],
      'HF2028 bad-store: redis://localhost/1 is no store that can be used: it has no tables. Leave out --table, which is for SQLite files.',
    ],
    [
      ['entity', ''],
      'HF2029 bad-target: the name of the entity is empty. Name it: "holdfast invalidate entity user 42". Nothing was invalidated.',
    ],
    [
      ['entity', 'user:42'],
      'HF2029 bad-target: user:42 is not the name of an entity. Name and id are two words: "holdfast invalidate entity user 42". Nothing was invalidated.',
    ],
    [
      ['entity', 'user', ''],
      'HF2029 bad-target: the id "" of user has an empty part. Parts of a composite id are joined by commas, as in 1,7; a comma inside an id is written %2C. Nothing was invalidated.',
    ],
    [
      ['entity', 'pair', '1,'],
      'HF2029 bad-target: the id "1," of pair has an empty part. Parts of a composite id are joined by commas, as in 1,7; a comma inside an id is written %2C. Nothing was invalidated.',
    ],
    [
      ['tag', ''],
      'HF2029 bad-target: the tag is empty. Name it: "holdfast invalidate tag team:5". Nothing was invalidated.',
    ],
    [
      ['tag', './drafts'],
      'HF2029 bad-target: ./drafts is private to a function. Only the process that has it can end it, by cacheOf(fn).invalidateTag("drafts"). Nothing was invalidated.',
    ],
    [
      ['key', ''],
      'HF2029 bad-target: the key is empty. Give it as cacheOf(fn).key(…) prints it. Nothing was invalidated.',
    ],
  ])('refuses %j: nothing was done', async (args, error) => {
    const project = open({ 'src/a.ts': '' });
    expect(await project.holdfast('invalidate', ...args)).toEqual(refused(project, error));
  });

  it('fails where the store does not take it, and leaves a file that is none of ours as it is', async () => {
    const project = open({ 'notes.txt': 'no database'.repeat(100) });
    const error =
      'HF2030 not-invalidated: notes.txt did not take the invalidation of user 42: it is no SQLite database, and is left as it is (file is not a database). What depends on it may still be served: run the command again when the store answers.';
    const args = ['invalidate', 'entity', 'user', '42', '--store', 'notes.txt'];
    expect(await project.holdfast(...args)).toEqual(refused(project, error, 1));
    expect(readFileSync(join(project.folder, 'notes.txt'), 'utf8')).toBe('no database'.repeat(100));
    const { exitCode, out } = await project.holdfast(...args, '--json');
    expect([exitCode, JSON.parse(out)]).toEqual([
      1,
      { problems: [{ code: 'HF2030', slug: 'not-invalidated', message: error }] },
    ]);
  });

  it('fails where no server answers, and keeps the password for itself', async () => {
    const project = open({});
    const store = 'redis://me:secret@127.0.0.1:1/2';
    const { exitCode, out, error } = await project.holdfast('invalidate', 'tag', 'a', 'b', '--store', store);
    expect([exitCode, out, error]).toEqual([
      1,
      '',
      'holdfast: HF2030 not-invalidated: redis://127.0.0.1:1/2 did not take the invalidation of tag a, tag b: connect ECONNREFUSED 127.0.0.1:1. What depends on it may still be served: run the command again when the store answers.\n',
    ]);
  });

  it('shows a URL without what is secret in it', async () => {
    const shown = async (store: string, cluster: boolean): Promise<string> =>
      (await chooseStore({ store, cluster, directory: '/' })).shown;
    expect([
      await shown('rediss://me:p%40ss@[::1]:6380/2?family=6&password=x', false),
      await shown('REDISS://me:p%40ss@[::1]:6380', true),
    ]).toEqual(['rediss://[::1]:6380/2', 'rediss://[::1]:6380']);
  });
});

redisCases.describe('holdfast invalidate, with Redis', () => {
  const redis = useRedis();

  redisCases.it('ends what a service has stored, and takes the password from the variable', async () => {
    const { port, url } = redis.server();
    await redis.behind().call('ACL', 'SETUSER', 'me', 'on', '>p@ss', '~*', '&*', '+@all');
    const { ended } = await fill(redisStore(url));
    const environment = { HOLDFAST_STORE: `redis://me:p%40ss@127.0.0.1:${port}/0` };
    const project = open({});
    expect(await project.holdfastIn({ environment }, 'invalidate', 'entity', 'user', '42')).toEqual(
      done(`Invalidated user 42 under hf in redis://127.0.0.1:${port}/0.\n`),
    );
    expect(await ended()).toEqual(['user(id=42)']);
  });

  redisCases.it('ends what a service has stored in a cluster', async () => {
    const cluster = await startRedisCluster();
    onTestFinished(cluster.stop);
    const { ended } = await fill(redisStore({ cluster: cluster.addresses }));
    const { host, port } = cluster.addresses[1] ?? { host: '', port: 0 };
    const store = ['--store', `redis://${host}:${port}`, '--cluster'];
    expect(await open({}).holdfast('invalidate', 'tag', 'team:5', ...store)).toEqual(
      done(`Invalidated tag team:5 under hf in redis://${host}:${port}.\n`),
    );
    expect(await ended()).toEqual(['tagged()']);
    expect((await open({}).holdfast('invalidate', 'key', 'hf:app:users()', ...store)).out).toBe(
      `Ended hf:app:users() in redis://${host}:${port}.\n`,
    );
    expect(await ended()).toEqual(['users()', 'tagged()']);
  });
});
