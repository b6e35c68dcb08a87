import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIND_USER, useProjects } from './open-project.ts';

const open = useProjects();

const COUNT = '/** @cache ttl=1m */\nexport function count(): number {\n  return 1;\n}\n';

const MANIFEST = `# The keys of this project, written by \`holdfast keys\`. Commit this file: a build fails where a key changes against it.
# Change the code, not this file; \`holdfast keys accept\` and \`holdfast keys pin\` settle what differs.
format: 1
namespaces:
  app:
    - id: count
      key: count()
      file: src/count.ts
      kind: function
      calls: sync
      parameters: []
      options:
        ttl: 1m
      isolation: share
      result:
        hash: 12886f9d00055adf
        shape: number
    - id: findUser
      key: findUser(id,teamId)
      file: src/user.ts
      kind: function
      calls: async
      parameters:
        - { name: teamId, type: number }
        - { name: id, type: number }
      options:
        ttl: 10m
      isolation: share
      result:
        hash: 473287f8298dba71
        shape: string
`;

describe('holdfast keys', () => {
  it('writes the manifest, tells what is new, and has nothing to write a second time', async () => {
    const project = open({ 'src/user.ts': FIND_USER, 'src/count.ts': COUNT });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 0,
      out: `  new  count     count()              src/count.ts
  new  findUser  findUser(id,teamId)  src/user.ts

holdfast.keys.yaml: 2 functions, written (2 new).
`,
      error: '',
    });
    expect(project.read('holdfast.keys.yaml')).toBe(MANIFEST);
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 2 functions, nothing to write.\n',
      error: '',
    });
  });

  it('writes the same bytes in another folder, from another place and in another order of files', async () => {
    const project = open({ 'src/count.ts': COUNT, 'src/user.ts': FIND_USER });
    await project.holdfastIn({ folder: 'src' }, 'keys', '-p', '..');
    expect(project.read('holdfast.keys.yaml')).toBe(MANIFEST);
  });

  it('brings up to date what is no key, and leaves keys that changed or are gone as they are recorded', async () => {
    const project = open({ 'src/user.ts': FIND_USER, 'src/count.ts': COUNT });
    await project.holdfast('keys');
    project.write(
      'src/user.ts',
      FIND_USER.replace('teamId: number', 'groupId: number').replaceAll('${teamId}', '${groupId}'),
    );
    project.write('src/count.ts', 'export {};\n');
    project.write('src/other.ts', COUNT.replace('count', 'tally'));
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: `  gone     count     count()                                      src/count.ts
  changed  findUser  findUser(id,teamId) -> findUser(groupId,id)  src/user.ts   teamId is gone; groupId is new
  new      tally     tally()                                      src/other.ts

holdfast.keys.yaml: 2 functions, written (1 new). These keys are still recorded as they were (1 gone, 1 changed):
  keep the old keys: holdfast keys pin findUser
  renamed, so keep:  holdfast keys pin count=<new id>
  take what is now:  holdfast keys accept findUser count
`,
      error: '',
    });
    const recorded = MANIFEST.slice(0, MANIFEST.indexOf('    - id: findUser'));
    expect(project.read('holdfast.keys.yaml').startsWith(recorded)).toBe(true);
  });

  it('calls a function that is in another file now moved, and one with another ttl updated', async () => {
    const project = open({ 'src/user.ts': FIND_USER, 'src/count.ts': COUNT });
    await project.holdfast('keys');
    project.write('src/user.ts', `${COUNT.replace('1m', '2m null=skip')}${FIND_USER.replace('10m', '5m')}`);
    project.write('src/count.ts', 'export {};\n');
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 0,
      out: `  moved    count     count()              src/count.ts -> src/user.ts  ttl 1m -> 2m, null none -> skip
  updated  findUser  findUser(id,teamId)  src/user.ts                  ttl 10m -> 5m

holdfast.keys.yaml: 2 functions, written (1 moved, 1 updated).
`,
      error: '',
    });
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 2 functions, all keys as recorded.\n',
      error: '',
    });
  });

  it('has nothing to write where git gave the manifest Windows line ends', async () => {
    const project = open({ 'src/count.ts': COUNT });
    await project.holdfast('keys');
    project.write('holdfast.keys.yaml', project.read('holdfast.keys.yaml').replaceAll('\n', '\r\n'));
    expect((await project.holdfast('keys')).out).toBe('holdfast.keys.yaml: 1 function, nothing to write.\n');
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });

  it('tells when the result has another shape', async () => {
    const project = open({ 'src/count.ts': COUNT });
    await project.holdfast('keys');
    project.write('src/count.ts', COUNT.replace('number', 'number | null'));
    expect(
      (await project.holdfast('keys')).out,
    ).toBe(`  updated  count  count()  src/count.ts  another shape of the result: what is stored is computed anew

holdfast.keys.yaml: 1 function, written (1 updated).
`);
  });

  it('writes nothing while the build would refuse something', async () => {
    const project = open({ 'src/count.ts': COUNT.replace('1m', '1') });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: `src/count.ts(1,16): error: HF1003 duration-without-unit: ttl=1 could mean milliseconds, seconds or minutes. Add the unit: ttl=1ms, ttl=1s or ttl=1m.
1 | /** @cache ttl=1 */
  |                ^

1 problem. Nothing was written.
`,
      error: '',
    });
    expect(existsSync(join(project.folder, 'holdfast.keys.yaml'))).toBe(false);
  });

  it('writes nothing where nothing is annotated', async () => {
    const project = open({ 'src/count.ts': 'export {};\n' });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 0 functions, nothing to write.\n',
      error: '',
    });
    expect(existsSync(join(project.folder, 'holdfast.keys.yaml'))).toBe(false);
  });

  it('writes JSON, turns YAML into it, and keeps to it', async () => {
    const project = open({ 'src/count.ts': COUNT });
    await project.holdfast('keys');
    expect((await project.holdfast('keys', '--format', 'json')).out).toBe('holdfast.keys.json: 1 function, written.\n');
    expect(existsSync(join(project.folder, 'holdfast.keys.yaml'))).toBe(false);
    const fn = {
      id: 'count',
      key: 'count()',
      file: 'src/count.ts',
      kind: 'function',
      calls: 'sync',
      parameters: [],
      options: { ttl: '1m' },
      isolation: 'share',
      result: { hash: '12886f9d00055adf', shape: 'number' },
    };
    expect(JSON.parse(project.read('holdfast.keys.json'))).toEqual({ format: 1, namespaces: { app: [fn] } });
    expect((await project.holdfast('keys')).out).toBe('holdfast.keys.json: 1 function, nothing to write.\n');
  });

  it('prints JSON for programs', async () => {
    const project = open({ 'src/count.ts': COUNT });
    const { exitCode, out } = await project.holdfast('keys', '--json');
    expect({ exitCode, out: JSON.parse(out) }).toEqual({
      exitCode: 0,
      out: {
        problems: [],
        manifests: [
          {
            manifest: 'holdfast.keys.yaml',
            functions: 1,
            written: true,
            changes: [
              {
                change: 'new',
                id: 'count',
                namespace: 'app',
                key: 'count()',
                file: 'src/count.ts',
                note: '',
                open: false,
              },
            ],
          },
        ],
      },
    });
  });

  it('shows colours on a terminal only', async () => {
    const project = open({ 'src/count.ts': COUNT });
    expect((await project.holdfastIn({ hasColors: true }, 'keys')).out).toBe(
      '  \u001b[32mnew\u001b[39m  \u001b[1mcount\u001b[22m  count()  src/count.ts\n\nholdfast.keys.yaml: 1 function, written (1 new).\n',
    );
  });

  it('keeps a manifest that is broken, and says where', async () => {
    const broken = MANIFEST.replace('      kind: function', '=======\n      kind: function');
    const project = open({ 'src/count.ts': COUNT, 'holdfast.keys.yaml': broken });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: '',
      error:
        'holdfast: HF1413 broken-manifest: holdfast.keys.yaml(9,1): a merge conflict is not resolved here. Without the manifest no key can be compared, and it is not written anew, since it is the memory of the keys. Repair that place; "holdfast keys" puts the rest in order.\n',
    });
    expect(project.read('holdfast.keys.yaml')).toBe(broken);
  });

  it('leaves a manifest of a later version alone', async () => {
    const newer = MANIFEST.replace('format: 1', 'format: 2');
    const project = open({ 'src/count.ts': COUNT, 'holdfast.keys.yaml': newer });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: '',
      error:
        'holdfast: HF1414 newer-manifest: holdfast.keys.yaml(3,9): a later version of Holdfast wrote this file, in format 2, which this one cannot read. Install that version.\n',
    });
    expect(project.read('holdfast.keys.yaml')).toBe(newer);
  });

  it('refuses two manifests', async () => {
    const project = open({ 'src/count.ts': COUNT, 'holdfast.keys.yaml': MANIFEST, 'holdfast.keys.json': '{}' });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: '',
      error:
        'holdfast: HF2025 two-manifests: there are holdfast.keys.yaml and holdfast.keys.json, and only one can be the memory of the keys. Delete the older one.\n',
    });
  });

  it('writes no manifest from a program that cannot be parsed', async () => {
    const project = open({ 'src/count.ts': `${COUNT}export const a = ;\n` });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: '',
      error:
        'holdfast: HF2026 syntax-errors: the program cannot be parsed, and functions that are not seen would count as gone (1 error). The first: src/count.ts(5,18): Expression expected. Repair them; nothing was written.\n',
    });
  });

  it('writes nothing when the namespace is another, since then all keys are', async () => {
    const project = open({ 'src/count.ts': COUNT });
    await project.holdfast('keys');
    const before = project.read('holdfast.keys.yaml');
    project.write('package.json', '{ "name": "shop", "type": "module" }\n');
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 1,
      out: `holdfast.keys.yaml: 1 function. The namespace was app and is shop, so all keys are others; nothing was written.
  keep the old keys: set "namespace": "app" in the options of the plugin
  take the new ones: holdfast keys accept
`,
      error: '',
    });
    expect(project.read('holdfast.keys.yaml')).toBe(before);
    expect((await project.holdfast('keys', 'accept')).exitCode).toBe(0);
    expect(project.read('holdfast.keys.yaml')).toBe(before.replace('  app:', '  shop:'));
  });
});
