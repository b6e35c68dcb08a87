import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readMarks } from '../../../transformer/src/output/read-marks.ts';
import { type CommandProject, FIND_USER, useProjects } from './open-project.ts';

const open = useProjects();

async function openRecorded(files: Readonly<Record<string, string>>): Promise<CommandProject> {
  const project = open({ 'src/user.ts': FIND_USER, ...files });
  await project.holdfast('keys');
  return project;
}

const mark = (spec: string, file = 'src/user.ts'): string =>
  `import * as hf_runtime from "holdfast";
var hf1;
[hf1] = hf_runtime.compiled({ abi: 1, file: ${JSON.stringify(file)}, namespace: "app", specs: [${spec}] });
`;

const SPEC = `{ id: "findUser", kind: "function", calls: "async", holes: ["id", "teamId"], key: { form: "arguments", holes: 2 }, ttl: 600000, shape: "473287f8298dba71", types: { isolate: "share" } }`;

describe('holdfast verify', () => {
  it('passes where every function of the manifest was transformed from the code that it lists', async () => {
    const project = await openRecorded({ 'dist/user.js': mark(SPEC) });
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 0,
      out: 'dist: 1 function, all transformed and as recorded in holdfast.keys.yaml.\n',
      error: '',
    });
  });

  it('fails on what plain tsc wrote', async () => {
    const project = await openRecorded({ 'dist/user.js': 'export async function findUser() {}\n' });
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 1,
      out: `error: HF1420 not-transformed: dist/user.js was built from src/user.ts without the transformer, so these run uncached: findUser. Build with tspc, since tsc ignores plugins in silence; delete .tsbuildinfo files of tsc first.
1 problem.
`,
      error: '',
    });
  });

  it('fails on output of another code than the manifest lists', async () => {
    const stale = SPEC.replace('600000', '60000').replace('ttl', 'tags: [["team:", 1]], ttl').replace('4732', '0000');
    const project = await openRecorded({ 'dist/src/user.js': mark(stale) });
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 1,
      out: `error: HF1422 stale-output: dist/src/user.js holds another findUser than the manifest: tags is team:{teamId} there and none here, ttl is 1m there and 10m here, shape is 000087f8298dba71 there and 473287f8298dba71 here. Build again, without the .tsbuildinfo of the last build. If the code is as it should be, "holdfast keys" brings the manifest up to date.
1 problem.
`,
      error: '',
    });
  });

  it('fails on functions that are not in the output, and on those that are not in the manifest', async () => {
    const project = await openRecorded({ 'dist/other.js': mark(SPEC.replace('findUser', 'loadUser'), 'src/other.ts') });
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 1,
      out: `error: HF1421 missing-output: nothing in dist was built from src/user.ts, which holds findUser. Build first, or name the folder that the build writes to.
error: HF1423 unlisted-output: dist/other.js caches loadUser, which is not in holdfast.keys.yaml. Build again if it is gone from the code; if it is new, run "holdfast keys".
2 problems.
`,
      error: '',
    });
  });

  it('looks at the functions of a project only, if told so', async () => {
    const project = open({
      'src/user.ts': FIND_USER,
      'test/fake.ts': FIND_USER.replace('findUser', 'fakeUser'),
      'tsconfig.test.json':
        '{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": "." }, "include": ["test"] }',
      'dist/user.js': mark(SPEC),
    });
    await project.holdfast('keys', '-p', '.', '-p', 'tsconfig.test.json');
    expect((await project.holdfast('verify', 'dist')).exitCode).toBe(1);
    expect(await project.holdfast('verify', 'dist', '-p', '.')).toEqual({
      exitCode: 0,
      out: 'dist: 1 function, all transformed and as recorded in holdfast.keys.yaml.\n',
      error: '',
    });
  });

  it('fails without a manifest', async () => {
    const project = open({ 'dist/user.js': mark(SPEC) });
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 1,
      out: `error: HF1416 no-manifest: there is no holdfast.keys.yaml, so nobody would see when one of the keys (1) changes. Run "holdfast keys" and commit the file.
1 problem.
`,
      error: '',
    });
  });

  it('refuses a folder without JavaScript', async () => {
    const project = await openRecorded({});
    expect(await project.holdfast('verify', 'dist')).toEqual({
      exitCode: 2,
      out: '',
      error:
        'holdfast: HF2024 no-output: there is no JavaScript in dist. Build first, or name the folder that the build writes to.\n',
    });
  });

  it('prints JSON for programs', async () => {
    const project = await openRecorded({ 'dist/user.js': mark(SPEC) });
    const { exitCode, out } = await project.holdfast('verify', 'dist', '--json');
    expect({ exitCode, out: JSON.parse(out) }).toEqual({ exitCode: 0, out: { problems: [], functions: 1 } });
  });
});

describe('the mark of a transformed file', () => {
  it('is found under any name, with what a minifier makes of literals', () => {
    const text =
      'var x=1;[a]=$({abi:1,file:`src/a.ts`,namespace:"app",specs:[{id:"a",holes:[],key:{form:`arguments`,holes:0},ttl:6e5,shared:!0,n:-1}]});b({abi:1})';
    expect(readMarks(ts, 'a.js', text)).toEqual([
      {
        abi: 1,
        file: 'src/a.ts',
        namespace: 'app',
        specs: [{ id: 'a', holes: [], key: { form: 'arguments', holes: 0 }, ttl: 600_000, shared: true, n: -1 }],
      },
    ]);
  });

  it('is not found in what only looks like one', () => {
    const texts = [
      'x({ abi: 1, file: "a", namespace: "n", specs: 1 })',
      'x({ abi: "1", file: "a", namespace: "n", specs: [] })',
      'x({ abi: 1, file: "a", namespace: "n", specs: [{}] })',
      '"abi specs"; x({ abi: 1, specs: [] })',
    ];
    expect(texts.flatMap((text) => readMarks(ts, 'a.js', text))).toEqual([]);
  });
});
