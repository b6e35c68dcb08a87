import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { cacheOf } from 'holdfast';
import { beforeEach, expect, it } from 'vitest';
import { sharedCache } from '../../runtime/src/shared-cache.ts';
import { buildSources, type Sources } from './harness/build-sources.ts';
import { loadSource } from './harness/load-service.ts';

// Each build stands for the whole program at another time, so what earlier ones have loaded must not count.
beforeEach(() => sharedCache().cache.handles.clear());

type FindUser = (...args: readonly unknown[]) => Promise<unknown>;

/** The keys of the call that `find` picks out of each version of a program. */
async function keysOf(
  versions: readonly (readonly [path: string, text: string])[],
  args: readonly unknown[],
): Promise<string[]> {
  const keys: string[] = [];
  for (const [path, text] of versions) {
    sharedCache().cache.handles.clear();
    await loadSource(path, text);
    const [handle] = sharedCache().cache.handles.values();
    // Each version has one cached function, and its arguments are those of the case.
    const fn = handle?.attached as FindUser | undefined;
    if (fn === undefined) throw new Error(`${path} has no cached function`);
    keys.push(cacheOf(fn).key(...args));
  }
  return keys;
}

const TAGS = '/**\n * @cache\n * @key user:{teamId}:{id}\n */\n';
const BODY = '{\n  return { teamId, id };\n}\n';

it('T-02: an explicit key survives renaming, moving to another file or class, and lines above', async () => {
  const original = `${TAGS}export async function findUser(teamId: number, id: number) ${BODY}`;
  const method = `${TAGS}async find(teamId: number, id: number) ${BODY}`;
  const keys = await keysOf(
    [
      ['src/user.ts', original],
      ['src/user.ts', original.replace('findUser', 'loadMember')],
      ['src/team/member.ts', original],
      ['src/user.ts', `export const users = {\n${method}};\n`],
      ['src/user.ts', `${'// one more line\n'.repeat(10)}${original}`],
    ],
    [1, 42],
  );
  const reordered = original.replace('teamId: number, id: number', 'id: number, teamId: number');
  keys.push(...(await keysOf([['src/user.ts', reordered]], [42, 1])));
  expect(keys).toEqual(Array.from({ length: 6 }, () => 'hf:app:user:1:42'));
});

it('T-04: an explicit key does not change when a parameter that it leaves out is added', async () => {
  const original = `${TAGS}export async function findUser(teamId: number, id: number) ${BODY}`;
  const longer = original.replace('id: number)', "id: number, language = 'en')");
  expect(
    await keysOf(
      [
        ['src/user.ts', original],
        ['src/user.ts', longer],
      ],
      [1, 42],
    ),
  ).toEqual(['hf:app:user:1:42', 'hf:app:user:1:42']);
});

it('T-08: what has no tags comes out as without the transformer, and source maps lead to the body', () => {
  const untagged = '/** Adds. */\nexport function sum(a: number, b: number): number {\n  return a + b; // no tag\n}\n';
  const tagged = `${TAGS}export async function findUser(teamId: number, id: number) ${BODY}`;
  const sources = { 'src/sum.ts': untagged, 'src/user.ts': `${tagged}${untagged}` };
  const options = { sourceMap: true };
  const plain = buildSources({ sources, options, isTransformed: false }).outputs;
  const { outputs } = buildSources({ sources, options });

  const fromSum = (outputs: Sources) => outputs['src/user.js']?.split('/** Adds. */')[1];
  expect([outputs['src/sum.js'], outputs['src/sum.js.map']]).toEqual([plain['src/sum.js'], plain['src/sum.js.map']]);
  expect(fromSum(outputs)).toBe(fromSum(plain));

  const lines = outputs['src/user.js']?.split('\n') ?? [];
  const line = lines.findIndex((text) => text.includes('return { teamId, id }'));
  const column = lines[line]?.indexOf('{ teamId') ?? -1;
  const map = new TraceMap(outputs['src/user.js.map'] ?? '');
  expect(originalPositionFor(map, { line: line + 1, column })).toEqual({
    source: 'user.ts',
    line: tagged.split('\n').findIndex((text) => text.includes('return')) + 1,
    column: 9,
    name: null,
  });
});

it('T-10: two functions of one id are refused in words that are the same in every folder, as is what is emitted', () => {
  const list = '/** @cache */\nexport async function list(): Promise<number[]> {\n  return [];\n}\n';
  const sources = { 'src/teams.ts': list, 'src/users/list.ts': list };
  const [here, there] = ['/project', '/home/someone/else/project'].map((folder) => buildSources({ sources, folder }));
  expect(here?.problems).toEqual([
    'src/users/list.ts(1): HF1401 duplicate-id: list has the id list, which list in src/teams.ts(2) already has; one would serve the results of the other. Add id= with another name to one of them.',
  ]);
  expect(there).toEqual(here);
  expect(Object.values(here?.outputs ?? {}).filter((text) => /project|\\/.test(text))).toEqual([]);
});
