import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bucketOf } from '../../../../../runtime/src/stamp/bucket.ts';
import {
  collectionDependency,
  type EntityIdPart,
  EVERYTHING,
  entityDependency,
  tagDependency,
} from '../../../../../runtime/src/stamp/dependency.ts';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import { INVALIDATE_ELSEWHERE } from '../../../../../runtime/src/store/redis/invalidate-elsewhere.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import { readBlocks } from '../../../../e2e/markdown-blocks.ts';
import { createTemporaryProject } from '../../../../e2e/temporary-project.ts';
import { findProgram, LEAVES_SERVERS_OUT } from '../../../../servers/find-program.ts';
import { casesUnless } from '../../../../servers/redis-cases.ts';
import { LEAVES_REDIS_OUT } from '../../../../servers/redis-server.ts';
import { useRedis } from './use-redis.ts';

/*
 * docs/other-languages.md: what it says is what the store does, and its Python runs as it stands there.
 */

const page = readFileSync(new URL('../../../../../docs/other-languages.md', import.meta.url), 'utf8');
const blocks = readBlocks(page);

/** Every kind of name, and what makes it. */
const NAMES: readonly (readonly [string, string])[] = [
  ['e:user:42', entityDependency('user', 42)],
  ['c:user', collectionDependency('user')],
  ['e:transaction:1,7', entityDependency('transaction', [1, 7])],
  ['e:file:a%2Cb', entityDependency('file', 'a,b')],
  ['t:city/Zürich', tagDependency('city/Zürich', OWNER)],
  ['e:user:😀', entityDependency('user', '😀')],
  ['*', EVERYTHING],
];

describe('docs/other-languages.md', () => {
  it('shows the script that the package has, which is the one of the store', () => {
    const shown = blocks.filter(({ language }) => language === 'lua').map(({ text }) => text);
    expect(shown).toEqual([INVALIDATE_ELSEWHERE]);
  });

  it('has the names and buckets that the store uses', () => {
    const names = new RedisNames('hf');
    const rows = NAMES.map(([name, made]) => {
      expect(made).toBe(name);
      return `| \`${name}\` | ${bucketOf(name)} | \`${names.dependency(name)}\` \`${names.floor(name)}\` |`;
    });
    const table = page.split('\n').filter((line) => /^\| `.*\/floor` \|$/.test(line));
    expect(table).toEqual(rows);
    expect(names.counter).toBe('hf:{0}/stamp');
  });
});

const needsPython = casesUnless(LEAVES_REDIS_OUT || LEAVES_SERVERS_OUT, 'Redis and Python');

needsPython.describe('its Python', () => {
  const redis = useRedis();

  /** The files of the page in a folder, and Python in it. */
  function openPython() {
    const files = blocks
      .filter(({ language }) => language === 'python')
      .map(({ text }) => [/^# (\S+)\n/.exec(text)?.[1] ?? '', text]);
    const project = createTemporaryProject({ ...Object.fromEntries(files), 'invalidate.lua': INVALIDATE_ELSEWHERE });
    onTestFinished(project.remove);
    const python = findProgram({ name: 'python3', variable: 'PYTHON', debian: 'python3' });
    return {
      files: files.map(([name]) => name),
      run: (...args: readonly string[]) =>
        execFileSync(python, args, { cwd: project.folder, encoding: 'utf8', env: { ...process.env, PYTHONUTF8: '1' } }),
      rename: (...args: readonly string[]) =>
        execFileSync(python, ['rename.py', '127.0.0.1', String(redis.server().port), ...args], { cwd: project.folder }),
    };
  }

  needsPython.it('is thirty lines, and a program that uses them', () => {
    const [library] = blocks.filter(({ language }) => language === 'python');
    const lines = library?.text.split('\n').filter((line) => line !== '' && !line.startsWith('#')) ?? [];
    expect({ files: openPython().files, isShort: lines.length <= 30 }).toEqual({
      files: ['invalidate.py', 'rename.py'],
      isShort: true,
    });
  });

  needsPython.it('makes the names and buckets that the store uses', () => {
    const code = `
import json
from invalidate import *
made = [entity("user", 42), collection("user"), entity("transaction", 1, 7), entity("file", "a,b"), tag("city/Zürich"),
        entity("user", "😀"), "*", entity("a:b%{}", "1:2,3%{}"), collection("a:b%{}"), tag("a:b,%{}")]
print(json.dumps([[name, bucket(name)] for name in made]))`;
    const hard: readonly EntityIdPart[] = ['1:2,3%{}'];
    const expected = [
      ...NAMES.map(([name]) => name),
      entityDependency('a:b%{}', hard),
      collectionDependency('a:b%{}'),
      tagDependency('a:b,%{}', OWNER),
    ].map((name) => [name, bucketOf(name)]);
    expect(JSON.parse(openPython().run('-c', code))).toEqual(expected);
  });

  needsPython.it('ends what depends on an entity that Node stored, and nothing else', async () => {
    const { rename } = openPython();
    const client = await redis.open({ prefix: 'hf' });
    const depending = async (name: string, ...on: readonly string[]): Promise<void> => {
      await client.put(name, { value: name, dependencies: ['*', OWNER, ...on] });
    };
    await depending('ada', 'e:user:42');
    await depending('both', 'e:user:42', 'e:user:43', 'c:user');
    await depending('grace', 'e:user:43');
    await depending('pair', 'e:transaction:1,7');
    const served = async () => {
      const all = await Promise.all(['ada', 'both', 'grace', 'pair'].map(async (name) => client.get(name)));
      return all.map((one) => ('value' in one ? one.value : one.reason));
    };
    rename('user', '42');
    expect(await served()).toEqual(['invalidated', 'invalidated', 'grace', 'pair']);
    rename('transaction', '7', '1');
    expect(await served()).toEqual(['invalidated', 'invalidated', 'grace', 'pair']);
    rename('transaction', '1', '7');
    expect(await served()).toEqual(['invalidated', 'invalidated', 'grace', 'invalidated']);
    await depending('both', 'e:user:42', 'e:user:43', 'c:user');
    rename('user');
    expect(await served()).toEqual(['invalidated', 'invalidated', 'grace', 'invalidated']);
  });

  needsPython.it('refuses a result that was read before, and is stored later', async () => {
    const { rename } = openPython();
    const client = await redis.open({ prefix: 'hf' });
    const dependencies = ['*', OWNER, 'e:late:1'];
    const stamp = await client.stamp('late');
    rename('late', '1');
    expect(await client.write('late', { value: 'old', stamp, dependencies })).toBe('refused');
    await client.put('late', { value: 'new', dependencies });
  });

  needsPython.it('has nothing to do where nothing is cached, and says what Redis refuses', async () => {
    const { run } = openPython();
    const invalidate = (prefix: string): string =>
      run(
        '-c',
        `
from invalidate import invalidate, socket
try: print(invalidate(socket.create_connection(("127.0.0.1", ${redis.server().port})), "*", prefix="${prefix}"))
except RuntimeError as error: print(error)`,
      );
    expect(invalidate('nobody')).toBe('None\n');
    expect(await redis.behind().keys('nobody*')).toEqual([]);
    await redis.behind().call('ACL', 'SETUSER', 'default', '-eval');
    onTestFinished(async () => void (await redis.behind().call('ACL', 'SETUSER', 'default', '+eval')));
    expect(invalidate('nobody')).toMatch(/^Redis answered -NOPERM /);
  });

  needsPython.it('needs no more rights than the page says', async () => {
    const line = /^ACL SETUSER (\w+) (.*)$/m.exec(page);
    const [, user = '', rights = ''] = line ?? [];
    await redis.behind().call('ACL', 'SETUSER', user, ...rights.split(' '));
    await redis.open({ prefix: 'hf' }).then((client) => client.put('mine', { value: 1 }));
    const least = new Redis(redis.server().port, '127.0.0.1', {
      username: user,
      password: 'password',
      enableReadyCheck: false,
    });
    onTestFinished(() => least.disconnect());
    const names = new RedisNames('hf');
    const keys = [names.counter, names.dependency(OWNER), names.floor(OWNER)];
    expect(await least.eval(INVALIDATE_ELSEWHERE, keys.length, ...keys, '', 2_592_000_000)).toBe(1);
    const client = await redis.open({ prefix: 'hf' });
    expect(await client.get('mine')).toEqual({ reason: 'invalidated' });
  });
});
