import { describe, expect, it } from 'vitest';
import { type CommandProject, useProjects } from './open-project.ts';

const open = useProjects();

const USER = `/** @entity user */
export interface User { id: number; name: string }

/**
 * @cache
 * @tracks user
 * @tracks team:{teamId}
 */
export async function listUsers(teamId: number): Promise<{ items: User[]; total: number }> {
  return { items: [], total: teamId };
}

/** @invalidates user */
export async function renameUser(id: number, name: string): Promise<User> {
  return { id, name };
}
`;

const UNSEEN = USER.replace('total: number }', 'total: unknown }');

async function openRecorded(text: string): Promise<CommandProject> {
  const project = open({ 'src/user.ts': text });
  await project.holdfast('keys');
  return project;
}

const mark = (field: 'specs' | 'writers', spec: string): string =>
  `hf_load({ abi: 1, file: "src/user.ts", namespace: "app", ${field}: [${spec}] });\n`;

const WRITER = `{ id: "renameUser", calls: "async", holes: ["finds()"], invalidates: [{ entity: "user", paths: ["id"] }], finds: 0 }`;

describe('entities in the manifest', () => {
  it('stand with the function, and writers have no key to be listed', async () => {
    const project = await openRecorded(USER);
    expect(project.read('holdfast.keys.yaml').split('\n').slice(4)).toEqual([
      '  app:',
      '    - id: listUsers',
      '      key: listUsers(teamId)',
      '      file: src/user.ts',
      '      kind: function',
      '      calls: async',
      '      parameters:',
      '        - { name: teamId, type: number }',
      '      tracks:',
      '        - team:{teamId}',
      "        - 'user: items[].id'",
      '      isolation: copy',
      '      result:',
      '        hash: d0266db076dee5e1',
      "        shape: '{ items: { id: number; name: string }[]; total: number }'",
      '',
    ]);
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });

  it('may change without a word of the build, and "holdfast keys" tells how', async () => {
    const project = await openRecorded(USER);
    project.write('src/user.ts', USER.replace('@tracks user', '@tracks user rows'));
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 1 function, all keys as recorded. It lags behind the code of 1 function; "holdfast keys" brings it up to date.\n',
      error: '',
    });
    expect((await project.holdfast('keys')).out).toBe(
      `  updated  listUsers  listUsers(teamId)  src/user.ts  tracks team:{teamId}, user: items[].id -> team:{teamId}, user: items[].id rows

holdfast.keys.yaml: 1 function, written (1 updated).
`,
    );
    project.write('src/user.ts', USER.replace(/ \* @tracks .*\n \* @tracks .*\n/, ' * @tracks none\n'));
    expect((await project.holdfast('keys')).out).toBe(
      `  updated  listUsers  listUsers(teamId)  src/user.ts  tracks team:{teamId}, user: items[].id rows -> none

holdfast.keys.yaml: 1 function, written (1 updated).
`,
    );
  });
});

describe('what types do not tell of entities', () => {
  it('is a warning of "holdfast check", which passes', async () => {
    const project = await openRecorded(UNSEEN);
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: `src/user.ts(6,4): warning: HF1051 unseen-entities: the types do not tell what total holds in the result of listUsers, so an entity there is not seen by @tracks. Give it a type in place of any or unknown.
6 |  * @tracks user
  |    ^^^^^^^

holdfast.keys.yaml: 1 function, all keys as recorded.
`,
      error: '',
    });
    const { exitCode, out } = await project.holdfast('check', '--json');
    const { problems, warnings } = JSON.parse(out);
    expect({ exitCode, problems, warnings }).toEqual({
      exitCode: 0,
      problems: [],
      warnings: [
        {
          code: 'HF1051',
          slug: 'unseen-entities',
          message:
            'HF1051 unseen-entities: the types do not tell what total holds in the result of listUsers, so an entity there is not seen by @tracks. Give it a type in place of any or unknown.',
          file: 'src/user.ts',
          line: 6,
          column: 4,
          frame: '6 |  * @tracks user\n  |    ^^^^^^^',
        },
      ],
    });
  });

  it('is listed in the manifest', async () => {
    const project = await openRecorded(UNSEEN);
    const lines = project.read('holdfast.keys.yaml').split('\n');
    expect(lines.slice(lines.indexOf('      tracks:') + 1, -5)).toEqual([
      '        - team:{teamId}',
      "        - 'user: items[].id; unseen: total'",
    ]);
  });
});

describe('holdfast verify', () => {
  const SPEC = `{ id: "listUsers", kind: "function", calls: "async", holes: ["teamId", "finds()"], key: { form: "arguments", holes: 1 }, shape: "d0266db076dee5e1", types: { primitives: [0] }, tracks: [{ entity: "team", ids: [0] }, { entity: "user", paths: ["items[].id"] }], finds: 1 }`;

  it('compares entities, and passes over files that only write', async () => {
    const project = await openRecorded(USER);
    project.write('dist/user.js', mark('specs', SPEC) + mark('writers', WRITER));
    project.write('dist/write.js', mark('writers', WRITER));
    expect((await project.holdfast('verify', 'dist')).exitCode).toBe(0);
    project.write('dist/user.js', mark('specs', SPEC.replace('"user"', '"users"')));
    expect((await project.holdfast('verify', 'dist')).out).toBe(
      `error: HF1422 stale-output: dist/user.js holds another listUsers than the manifest: tracks is team:{teamId}, users: items[].id there and team:{teamId}, user: items[].id here. Build again, without the .tsbuildinfo of the last build. If the code is as it should be, "holdfast keys" brings the manifest up to date.
1 problem.
`,
    );
  });
});
