import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useProjects } from './open-project.ts';

const open = useProjects();

const cached = (name: string): string =>
  `/** @cache ttl=1m */\nexport function ${name}(id: number): number {\n  return id;\n}\n`;

const config = (value: object): string => JSON.stringify(value);

const OPTIONS = { module: 'nodenext', target: 'es2022', lib: ['es2022'], types: [], strict: true, skipLibCheck: true };

const TWO_PACKAGES = {
  'tsconfig.json': config({ files: [], references: [{ path: 'packages/shop' }, { path: 'packages/mail' }] }),
  'tsconfig.base.json': config({
    compilerOptions: { ...OPTIONS, composite: true, rootDir: '${configDir}/src', outDir: '${configDir}/dist' },
  }),
  'packages/shop/package.json': '{ "name": "@acme/shop", "type": "module" }',
  'packages/shop/tsconfig.json': config({
    extends: '../../tsconfig.base.json',
    include: ['src'],
    references: [{ path: '../mail' }],
  }),
  'packages/shop/src/order.ts': `import { send } from '../../mail/src/send.js';\n${cached('order')}export const used = send(1);\n`,
  'packages/mail/package.json': '{ "name": "@acme/mail", "type": "module" }',
  'packages/mail/tsconfig.json': config({
    extends: '../../tsconfig.base.json',
    compilerOptions: { plugins: [{ transform: '@holdfast/transformer', namespace: 'mail@2' }] },
    include: ['src'],
  }),
  'packages/mail/src/send.ts': cached('send'),
};

const WRITTEN = `  new  send  send(id)  src/send.ts

packages/mail/holdfast.keys.yaml: 1 function, written (1 new).

  new  order  order(id)  src/order.ts

packages/shop/holdfast.keys.yaml: 1 function, written (1 new).
`;

describe('the projects of a command', () => {
  it('follows the references of a solution file, and needs no build', async () => {
    const project = open(TWO_PACKAGES);
    expect(await project.holdfast('keys')).toEqual({ exitCode: 0, out: WRITTEN, error: '' });
    expect(/^ {2}\S+:$/m.exec(project.read('packages/mail/holdfast.keys.yaml'))?.[0]).toBe('  mail@2:');
    expect(/^ {2}\S+:$/m.exec(project.read('packages/shop/holdfast.keys.yaml'))?.[0]).toBe("  '@acme/shop':");
    expect(await project.holdfast('check')).toEqual({
      exitCode: 0,
      out: `packages/mail/holdfast.keys.yaml: 1 function, all keys as recorded.
packages/shop/holdfast.keys.yaml: 1 function, all keys as recorded.
`,
      error: '',
    });
  });

  it('reads a project once, however often it is named', async () => {
    const project = open(TWO_PACKAGES);
    const { out } = await project.holdfast(
      'keys',
      '-p',
      'packages/shop',
      '-p',
      'packages/mail/tsconfig.json',
      '-p',
      '.',
    );
    expect(out).toBe(WRITTEN);
  });

  it('lists the functions of several projects in one manifest', async () => {
    const project = open({
      'src/a.ts': cached('a'),
      'test/b.ts': `import { a } from '../src/a.js';\n${cached('b')}export const used = a(1);\n`,
      'tsconfig.test.json': config({ compilerOptions: { ...OPTIONS, noEmit: true }, include: ['test'] }),
    });
    expect(
      (await project.holdfast('keys', '-p', 'tsconfig.json', '-p', 'tsconfig.test.json')).out,
    ).toBe(`  new  a  a(id)  src/a.ts
  new  b  b(id)  test/b.ts

holdfast.keys.yaml: 2 functions, written (2 new).
`);
  });

  it('leaves the functions of projects alone that it was not told to read', async () => {
    const project = open({
      'src/a.ts': cached('a'),
      'test/b.ts': cached('b'),
      'tsconfig.test.json': config({ compilerOptions: { ...OPTIONS, noEmit: true }, include: ['test'] }),
    });
    await project.holdfast('keys', '-p', 'tsconfig.json', '-p', 'tsconfig.test.json');
    const recorded = project.read('holdfast.keys.yaml');
    for (const command of [['keys'], ['keys', 'accept'], ['check']]) {
      const { exitCode, out } = await project.holdfast(...command);
      const total = command[0] === 'check' ? 'all keys as recorded' : 'nothing to write';
      expect({ exitCode, out }).toEqual({ exitCode: 0, out: `holdfast.keys.yaml: 1 function, ${total}.\n` });
    }
    expect(project.read('holdfast.keys.yaml')).toBe(recorded);
    rmSync(join(project.folder, 'test/b.ts'));
    expect((await project.holdfast('check')).exitCode).toBe(1);
  });

  it('refuses an id that two projects have', async () => {
    const project = open({
      'src/a.ts': cached('a'),
      'test/b.ts': cached('a'),
      'tsconfig.test.json': config({ compilerOptions: { ...OPTIONS, noEmit: true }, include: ['test'] }),
    });
    expect(await project.holdfast('check', '-p', 'tsconfig.json', '-p', 'tsconfig.test.json')).toEqual({
      exitCode: 1,
      out: `test/b.ts(1,5): error: HF1401 duplicate-id: a has the id a, which a in src/a.ts(1) already has; one would serve the results of the other. Add id= with another name to one of them.
1 | /** @cache ttl=1m */
  |     ^^^^^^

error: HF1416 no-manifest: there is no holdfast.keys.yaml, so nobody would see when one of the keys (1) changes. Run "holdfast keys" and commit the file.
2 problems.
`,
      error: '',
    });
  });

  it('takes the manifest that the plugin is told to take, or the command', async () => {
    const plugins = [{ transform: '@holdfast/transformer', manifest: './keys/app.yaml', drift: 'warn' }];
    const project = open({
      'src/a.ts': cached('a'),
      'keys/.gitkeep': '',
      'tsconfig.json': config({ compilerOptions: { ...OPTIONS, plugins }, include: ['src'] }),
    });
    const table = '  new  a  a(id)  src/a.ts\n\n';
    expect((await project.holdfast('keys')).out).toBe(`${table}keys/app.yaml: 1 function, written (1 new).\n`);
    expect((await project.holdfast('keys', '--manifest', 'keys/other.json')).out).toBe(
      `${table}keys/other.json: 1 function, written (1 new).\n`,
    );
    expect((await project.holdfast('check')).out).toBe('keys/app.yaml: 1 function, all keys as recorded.\n');
  });

  it('is read with the TypeScript of ts-morph where it has none of its own, with the same result', async () => {
    const source = (name: string): string =>
      `/** @cache ttl=1m */\nexport async function ${name}(at: Date, tags: readonly string[]): Promise<Map<string, number>> {\n  return new Map([[tags.join(), at.getTime()]]);\n}\n`;
    const project = open({ 'src/a.ts': source('a') });
    await project.holdfast('keys');
    rmSync(join(project.folder, 'node_modules'), { recursive: true });
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 1 function, nothing to write.\n',
      error: '',
    });
    expect((await project.holdfast('verify', 'dist')).exitCode).toBe(2);
  });

  it('warns of imports that lead nowhere, since types are then unknown', async () => {
    const project = open({
      'src/a.ts': `import type { Team } from './team.js';\nimport fs from 'none';\nimport './style.css';\n${cached('a')}export type Used = [Team, typeof fs];\n`,
    });
    expect((await project.holdfast('keys')).error).toBe(
      "holdfast: src/a.ts(1,27) './team.js' and 1 more cannot be resolved, so its types count as any. Is everything installed?\n",
    );
  });

  it('shows what it reads on a terminal, but only if it takes over a second', async () => {
    const project = open({ 'src/a.ts': cached('a') });
    expect((await project.holdfastIn({ showsProgress: true }, 'keys')).error).toBe('');
  });
});

describe('a project that cannot be read', () => {
  it('is not there', async () => {
    const project = open({});
    expect(await project.holdfast('check', '-p', 'packages/shop')).toEqual({
      exitCode: 2,
      out: '',
      error:
        'holdfast: HF2020 no-tsconfig: there is no packages/shop. Name the project with -p, as in "holdfast check -p packages/shop/tsconfig.json".\n',
    });
  });

  it.each([
    ['has a syntax error', '{ "include": [', "']' expected."],
    ['extends what is not there', '{ "extends": "./none.json" }', "Cannot read file 'none.json'."],
    [
      'names types that are not installed',
      config({ compilerOptions: { ...OPTIONS, types: ['none'] }, include: ['src'] }),
      "Cannot find type definition file for 'none'.",
    ],
    [
      'has no library',
      config({ compilerOptions: { ...OPTIONS, lib: undefined, noLib: true }, include: ['src'] }),
      "Cannot find global type 'Array'.",
    ],
    ['has no files', '{ "include": ["none"] }', 'No inputs were found in config file'],
    [
      'gives the plugin an option that it does not have',
      config({
        compilerOptions: { ...OPTIONS, plugins: [{ transform: '@holdfast/transformer', namspace: 'x' }] },
        include: ['src'],
      }),
      'HF2010 unknown-plugin-option: the plugin @holdfast/transformer has no option namspace.',
    ],
    [
      'gives it a value that it cannot use',
      config({
        compilerOptions: { ...OPTIONS, plugins: [{ transform: '@holdfast/transformer', drift: 'never' }] },
        include: ['src'],
      }),
      'HF2011 bad-plugin-option: the plugin option drift is "never". Write "error", "warn" or "off".',
    ],
  ])('%s', async (_, text, reason) => {
    const project = open({ 'src/a.ts': cached('a'), 'tsconfig.json': text });
    const { exitCode, out, error } = await project.holdfast('check');
    const start = `holdfast: HF2021 bad-tsconfig: tsconfig.json cannot be used: ${reason}`;
    expect({ exitCode, out, error: error.slice(0, start.length) }).toEqual({ exitCode: 2, out: '', error: start });
  });
});
