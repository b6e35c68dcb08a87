import { describe, expect, it } from 'vitest';
import { type CommandProject, FIND_USER, useProjects } from './open-project.ts';

const open = useProjects();

async function openRecorded(files: Readonly<Record<string, string>>): Promise<CommandProject> {
  const project = open(files);
  await project.holdfast('keys');
  return project;
}

const RENAMED_PARAMETER = FIND_USER.replaceAll('teamId', 'groupId');
const RENAMED_FUNCTION = FIND_USER.replace('findUser', 'loadUser');

describe('holdfast check', () => {
  it('fails where there is no manifest', async () => {
    const project = open({ 'src/user.ts': FIND_USER });
    expect(await project.holdfast('check')).toEqual({
      exitCode: 1,
      out: `error: HF1416 no-manifest: there is no holdfast.keys.yaml, so nobody would see when one of the keys (1) changes. Run "holdfast keys" and commit the file.
1 problem.
`,
      error: '',
    });
  });

  it('passes where nothing is annotated', async () => {
    const project = open({ 'src/user.ts': 'export {};\n' });
    expect(await project.holdfast('check')).toEqual({ exitCode: 0, out: '', error: '' });
  });

  it('passes while all keys are as recorded', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 1 function, all keys as recorded.\n',
      error: '',
    });
  });

  it('passes, and tells, when the manifest lags behind in what is no key', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', FIND_USER.replace('10m', '5m'));
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 1 function, all keys as recorded. It lags behind the code of 1 function; "holdfast keys" brings it up to date.\n',
      error: '',
    });
  });

  it('fails on a key that changed, at the function, and names both commands', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', RENAMED_PARAMETER);
    expect(await project.holdfast('check')).toEqual({
      exitCode: 1,
      out: `src/user.ts(3,4): error: HF1410 changed-key: the key of findUser was app:findUser(id,teamId) and is app:findUser(groupId,id) (teamId is gone; groupId is new), so nothing that is stored under the old one is found. Keep the old key with "holdfast keys pin findUser", or take the new one with "holdfast keys accept findUser".
3 |  * @cache ttl=10m
  |    ^^^^^^

1 problem.
`,
      error: '',
    });
  });

  it('fails on one that is gone and one that is new, and never takes them for one', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', RENAMED_FUNCTION);
    expect(await project.holdfast('check')).toEqual({
      exitCode: 1,
      out: `src/user.ts(3,4): error: HF1411 gone-function: findUser is not in src/user.ts any more, and with it went the key app:findUser(id,teamId). New: loadUser with app:loadUser(id,teamId). If loadUser is findUser under another name, keep the old key with "holdfast keys pin findUser=loadUser". If not, take it out of the manifest with "holdfast keys accept findUser".
3 |  * @cache ttl=10m
  |    ^^^^^^

src/user.ts(3,4): error: HF1415 new-function: loadUser is not in holdfast.keys.yaml, so nobody would see when its key app:loadUser(id,teamId) changes. Run "holdfast keys" and commit the file.
3 |  * @cache ttl=10m
  |    ^^^^^^

2 problems.
`,
      error: '',
    });
  });

  it('fails on one that is gone without a trace', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', 'export {};\n');
    expect(await project.holdfast('check')).toEqual({
      exitCode: 1,
      out: `error: HF1411 gone-function: findUser is not in src/user.ts any more, and with it went the key app:findUser(id,teamId). Take it out of the manifest with "holdfast keys accept findUser".
1 problem.
`,
      error: '',
    });
  });

  it('fails on what the build refuses, and then calls nothing gone', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', FIND_USER.replace('10m', '10'));
    expect(await project.holdfast('check')).toEqual({
      exitCode: 1,
      out: `src/user.ts(3,15): error: HF1003 duration-without-unit: ttl=10 could mean milliseconds, seconds or minutes. Add the unit: ttl=10ms, ttl=10s or ttl=10m.
3 |  * @cache ttl=10
  |               ^^

1 problem.
`,
      error: '',
    });
  });

  it('fails where another namespace changes all keys', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('package.json', '{ "name": "shop", "type": "module" }\n');
    expect(await project.holdfast('check')).toEqual({
      exitCode: 1,
      out: `error: HF1412 changed-namespace: the namespace was app and is shop, so all keys (1) are others and nothing that is stored is found. Keep them with "namespace": "app" in the plugin's options, or take the new ones with "holdfast keys accept".
1 problem.
`,
      error: '',
    });
  });

  it('prints JSON for programs', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', FIND_USER.replace('id: number', 'id: string'));
    const { exitCode, out } = await project.holdfast('check', '--json');
    expect({ exitCode, out: JSON.parse(out) }).toEqual({
      exitCode: 1,
      out: {
        problems: [
          {
            code: 'HF1410',
            slug: 'changed-key',
            message:
              'HF1410 changed-key: the key of findUser was app:findUser(id: number, teamId: number) and is app:findUser(id: string, teamId: number) (the type of id was number and is string), so nothing that is stored under the old one is found. Keep the old key with "holdfast keys pin findUser", or take the new one with "holdfast keys accept findUser".',
            file: 'src/user.ts',
            line: 3,
            column: 4,
            frame: '3 |  * @cache ttl=10m\n  |    ^^^^^^',
          },
        ],
        warnings: [],
        manifests: [
          {
            manifest: 'holdfast.keys.yaml',
            functions: 1,
            changes: [
              {
                change: 'changed',
                id: 'findUser',
                namespace: 'app',
                key: 'findUser(id: number, teamId: number) -> findUser(id: string, teamId: number)',
                file: 'src/user.ts',
                note: 'the type of id was number and is string',
              },
            ],
          },
        ],
      },
    });
  });
});

describe('holdfast keys accept', () => {
  it('records the key that the code has now', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', RENAMED_PARAMETER);
    expect(await project.holdfast('keys', 'accept', 'findUser')).toEqual({
      exitCode: 0,
      out: `  changed  findUser  findUser(id,teamId) -> findUser(groupId,id)  src/user.ts  teamId is gone; groupId is new

holdfast.keys.yaml: 1 function, written (1 changed).
`,
      error: '',
    });
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });

  it('takes what is gone out, and puts in what is new, all together or one by one', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', RENAMED_FUNCTION);
    expect(
      (await project.holdfast('keys', 'accept', 'findUser')).out,
    ).toBe(`  gone  findUser  findUser(id,teamId)  src/user.ts

holdfast.keys.yaml: 1 function, written (1 gone).
`);
    expect((await project.holdfast('keys', 'accept')).out).toBe(`  new  loadUser  loadUser(id,teamId)  src/user.ts

holdfast.keys.yaml: 1 function, written (1 new).
`);
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });

  it('refuses an id of which nothing differs', async () => {
    const project = await openRecorded({ 'src/user.ts': FIND_USER });
    project.write('src/user.ts', RENAMED_PARAMETER);
    expect(await project.holdfast('keys', 'accept', 'findUsr')).toEqual({
      exitCode: 2,
      out: '',
      error:
        'holdfast: HF2022 unknown-id: nothing is to be settled for findUsr by "holdfast keys accept". Open: findUser. Did you mean findUser?\n',
    });
  });
});
