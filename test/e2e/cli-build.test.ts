import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { endWithTests } from '../servers/end-with-tests.ts';
import {
  createTemporaryProject,
  type Outcome,
  PLAIN_ENVIRONMENT,
  ROOT,
  type TemporaryProject,
  TSPC,
} from './temporary-project.ts';

/*
 * The manifest in the build: tspc compares, and `holdfast verify` looks at what was built. All run as they are shipped.
 */

const HOLDFAST = join(ROOT, 'codegen/dist/esm/cli.js');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

const opened: TemporaryProject[] = [];
afterEach(() => {
  for (const project of opened.splice(0)) project.remove();
});

const cached = (name: string, parameters = 'id: number'): string =>
  `/** @cache ttl=10m */\nexport function ${name}(${parameters}): number {\n  return 1;\n}\n`;

interface Options {
  readonly plugin?: object;
  readonly compilerOptions?: object;
}

function tsconfig({ plugin, compilerOptions }: Options = {}): string {
  return JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2022'],
      types: [],
      strict: true,
      skipLibCheck: true,
      rootDir: 'src',
      outDir: 'dist',
      plugins: [{ transform: '@holdfast/transformer', ...plugin }],
      ...compilerOptions,
    },
    include: ['src'],
  });
}

/** A project whose keys are recorded. */
function openRecorded(files: Readonly<Record<string, string>>, options?: Options): TemporaryProject {
  const project = createTemporaryProject({
    'package.json': '{ "name": "app", "type": "module" }',
    'tsconfig.json': tsconfig(options),
    ...files,
  });
  opened.push(project);
  project.link('holdfast', 'runtime');
  project.link('@holdfast/transformer', 'transformer');
  project.link('typescript', 'node_modules/typescript');
  expect(project.run('node', HOLDFAST, 'keys').exitCode).toBe(0);
  return project;
}

const SILENT: Outcome = { exitCode: 0, out: '', error: '' };

const CHANGED =
  'TS991410: HF1410 changed-key: the key of find was app:find(id) and is app:find(userId) (id is gone; userId is new), so nothing that is stored under the old one is found. Keep the old key with "holdfast keys pin find", or take the new one with "holdfast keys accept find".\n';

/** What a stream gives until it is enough. @throws Error where it ends before */
async function readUntil(stream: Readable, isEnough: (text: string) => boolean): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (isEnough(text)) return text;
  }
  throw new Error(`The compiler ended: ${text}`);
}

describe('a build with a manifest', () => {
  it('fails where a key changed, and passes when it is pinned', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') });
    expect(project.run('node', TSPC)).toEqual(SILENT);
    project.write('src/a.ts', cached('find', 'userId: number'));
    expect(project.run('node', TSPC)).toEqual({ exitCode: 2, out: `src/a.ts(1,5): error ${CHANGED}`, error: '' });
    expect(project.run('node', HOLDFAST, 'keys', 'pin', 'find').exitCode).toBe(0);
    expect(project.run('node', TSPC)).toEqual(SILENT);
    expect(project.run('node', HOLDFAST, 'verify', 'dist')).toEqual({
      exitCode: 0,
      out: 'dist: 1 function, all transformed and as recorded in holdfast.keys.yaml.\n',
      error: '',
    });
  });

  it('fails where a function is gone, whether its file is there or not', () => {
    const project = openRecorded({ 'src/a.ts': cached('find'), 'src/b.ts': cached('load') });
    const gone = (id: string, file: string): string =>
      `error TS991411: HF1411 gone-function: ${id} is not in ${file} any more, and with it went the key app:${id}(id). Take it out of the manifest with "holdfast keys accept ${id}".\n`;
    project.write('src/a.ts', 'export {};\n');
    expect(project.run('node', TSPC)).toEqual({ exitCode: 2, out: gone('find', 'src/a.ts'), error: '' });
    rmSync(join(project.folder, 'src/b.ts'));
    project.write('src/a.ts', cached('find'));
    expect(project.run('node', TSPC)).toEqual({ exitCode: 2, out: gone('load', 'src/b.ts'), error: '' });
  });

  it('names the new functions of the file beside one that is gone, at their place', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') });
    project.write('src/a.ts', cached('load'));
    expect(project.run('node', TSPC)).toEqual({
      exitCode: 2,
      out: 'src/a.ts(1,5): error TS991411: HF1411 gone-function: find is not in src/a.ts any more, and with it went the key app:find(id). New: load with app:load(id). If load is find under another name, keep the old key with "holdfast keys pin find=load". If not, take it out of the manifest with "holdfast keys accept find".\n',
      error: '',
    });
  });

  it('passes with functions that are new, moved or changed in what is no key', () => {
    const project = openRecorded({ 'src/a.ts': cached('find'), 'src/b.ts': cached('load') });
    project.write('src/a.ts', cached('load', 'id: number, lang?: string').replace('10m', '1m'));
    project.write('src/b.ts', cached('find') + cached('fresh'));
    expect(project.run('node', TSPC)).toEqual(SILENT);
  });

  it('passes without a manifest', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') });
    rmSync(join(project.folder, 'holdfast.keys.yaml'));
    project.write('src/a.ts', cached('load'));
    expect(project.run('node', TSPC)).toEqual(SILENT);
  });

  it('calls nothing gone while it refuses something', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') });
    project.write('src/a.ts', cached('find').replace('10m', '10'));
    expect(project.run('node', TSPC)).toEqual({
      exitCode: 2,
      out: 'src/a.ts(1,16): error TS991003: HF1003 duration-without-unit: ttl=10 could mean milliseconds, seconds or minutes. Add the unit: ttl=10ms, ttl=10s or ttl=10m.\n',
      error: '',
    });
  });

  it('fails on a manifest that cannot be read, and on another namespace', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') });
    const manifest = project.read('holdfast.keys.yaml');
    project.write('holdfast.keys.yaml', manifest.replace('      kind', '>>>>>>> main\n      kind'));
    expect(project.run('node', TSPC)).toEqual({
      exitCode: 2,
      out: 'error TS991413: HF1413 broken-manifest: holdfast.keys.yaml(9,1): a merge conflict is not resolved here. Without the manifest no key can be compared, and it is not written anew, since it is the memory of the keys. Repair that place; "holdfast keys" puts the rest in order.\n',
      error: '',
    });
    project.write('holdfast.keys.yaml', manifest.replace('  app:', '  shop:'));
    expect(project.run('node', TSPC)).toEqual({
      exitCode: 2,
      out: 'error TS991412: HF1412 changed-namespace: the namespace was shop and is app, so all keys (1) are others and nothing that is stored is found. Keep them with "namespace": "shop" in the plugin\'s options, or take the new ones with "holdfast keys accept".\n',
      error: '',
    });
  });

  it('takes the manifest that it is told to take', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') }, { plugin: { manifest: 'keys.yaml' } });
    project.write('src/a.ts', cached('find', 'userId: number'));
    expect(project.run('node', TSPC)).toEqual({ exitCode: 2, out: `src/a.ts(1,5): error ${CHANGED}`, error: '' });
  });

  it('compares in every incremental build, also where the file with the function is not emitted', () => {
    const compilerOptions = { incremental: true };
    const project = openRecorded({ 'src/a.ts': cached('find'), 'src/b.ts': cached('load') }, { compilerOptions });
    expect(project.run('node', TSPC)).toEqual(SILENT);
    project.write('src/b.ts', cached('load').replace('return 1', 'return 2'));
    expect(project.run('node', TSPC)).toEqual(SILENT);
    project.write('src/a.ts', cached('find', 'userId: number'));
    const failed = { exitCode: 1, out: `src/a.ts(1,5): error ${CHANGED}`, error: '' };
    expect(project.run('node', TSPC)).toEqual(failed);
    expect(project.run('node', TSPC)).toEqual(failed);
  });

  it('leaves functions of another project of the manifest alone', () => {
    const project = openRecorded({
      'src/a.ts': cached('find'),
      'test/b.ts': cached('load'),
      'tsconfig.test.json':
        '{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": "." }, "include": ["test"] }',
    });
    const both = ['keys', '-p', '.', '-p', 'tsconfig.test.json'];
    expect(project.run('node', HOLDFAST, ...both).exitCode).toBe(0);
    expect(project.run('node', TSPC)).toEqual(SILENT);
    expect(project.run('node', TSPC, '-p', 'tsconfig.test.json')).toEqual(SILENT);
  });
});

describe('the plugin option drift', () => {
  it('"warn" tells it on the error stream and lets the build pass', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') }, { plugin: { drift: 'warn' } });
    project.write('src/a.ts', cached('find', 'userId: number'));
    expect(project.run('node', TSPC)).toEqual({ exitCode: 0, out: '', error: `src/a.ts(1,5): warning ${CHANGED}` });
  });

  it('"off" tells nothing', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') }, { plugin: { drift: 'off' } });
    project.write('src/a.ts', cached('find', 'userId: number'));
    expect(project.run('node', TSPC)).toEqual(SILENT);
  });

  it.each([[['-w']], [['-b', '-w']]])('is "warn" at most in watch mode (%s)', async (flags) => {
    const project = openRecorded({ 'src/a.ts': cached('find') }, { compilerOptions: { composite: true } });
    project.write('src/a.ts', cached('find', 'userId: number'));
    const child = spawn(process.execPath, [TSPC, ...flags], { cwd: project.folder, env: PLAIN_ENVIRONMENT });
    endWithTests(child);
    try {
      const isFinished = (text: string): boolean => text.includes('Watching for file changes.');
      const [out, error] = await Promise.all([
        readUntil(child.stdout, isFinished),
        readUntil(child.stderr, (text) => text.endsWith('\n')),
      ]);
      expect({ hasNoErrors: out.includes('Found 0 errors.'), error }).toEqual({
        hasNoErrors: true,
        error: `src/a.ts(1,5): warning ${CHANGED}`,
      });
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  });

  it('changes nothing about the code that is emitted', () => {
    const outputs = (['error', 'warn', 'off'] as const).map((drift) => {
      const project = openRecorded({ 'src/a.ts': cached('find') }, { plugin: { drift } });
      project.write('src/a.ts', cached('find', 'userId: number'));
      project.run('node', TSPC);
      return project.read('dist/a.js');
    });
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]?.includes('hf1.hit(userId)')).toBe(true);
  });
});

describe('holdfast verify', () => {
  it('sees what plain tsc built, and what tspc then left because of its .tsbuildinfo', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') }, { compilerOptions: { incremental: true } });
    const untransformed = {
      exitCode: 1,
      out: `error: HF1420 not-transformed: dist/a.js was built from src/a.ts without the transformer, so these run uncached: find. Build with tspc, since tsc ignores plugins in silence; delete .tsbuildinfo files of tsc first.
1 problem.
`,
      error: '',
    };
    expect(project.run('node', TSC)).toEqual(SILENT);
    expect(project.run('node', HOLDFAST, 'verify', 'dist')).toEqual(untransformed);
    expect(project.run('node', TSPC)).toEqual(SILENT);
    expect(project.run('node', HOLDFAST, 'verify', 'dist')).toEqual(untransformed);
  });

  it('sees output that an incremental build left from before', () => {
    const project = openRecorded({ 'src/a.ts': cached('find') });
    expect(project.run('node', TSPC)).toEqual(SILENT);
    project.write('src/a.ts', cached('find').replace('10m', '5m'));
    expect(project.run('node', HOLDFAST, 'keys').exitCode).toBe(0);
    const { exitCode, out } = project.run('node', HOLDFAST, 'verify', 'dist');
    expect({ exitCode, out: out.split('. ', 1) }).toEqual({
      exitCode: 1,
      out: ['error: HF1422 stale-output: dist/a.js holds another find than the manifest: ttl is 10m there and 5m here'],
    });
  });
});
