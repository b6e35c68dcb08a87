import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSPC = join(ROOT, 'node_modules', 'ts-patch', 'bin', 'tspc.js');
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

const folder = mkdtempSync(join(tmpdir(), 'holdfast-tspc-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const USERS = `let runs = 0;
export const countRuns = (): number => runs;

export class Users {
  /** @cache ttl=10m */
  static async find(id: number): Promise<{ id: number }> {
    runs += 1;
    return { id };
  }
}

/** @cache ttl=10m */
export function nameOf(id: number): string {
  runs += 1;
  return \`user \${id}\`;
}
`;

const MAIN = `import { cacheOf } from 'holdfast';
import { countRuns, nameOf, Users } from './users.js';

async function main(): Promise<void> {
  console.log(await Users.find(1), await Users.find(1), nameOf(2), nameOf(2), countRuns());
  console.log(cacheOf(Users.find).key(1), cacheOf(nameOf).key(2));
}
main().catch((error) => console.log(error.message));
`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, ...args: readonly string[]): Ended {
  const env = { ...process.env, FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

interface Project {
  readonly type: 'module' | 'commonjs';
  readonly files?: Readonly<Record<string, string>>;
  readonly plugin?: Readonly<Record<string, unknown>>;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** A project of its own, as a user has it: package.json, tsconfig.json, sources. */
function createProject(name: string, { type, files, plugin, compilerOptions }: Project): string {
  const path = join(folder, name);
  const tsconfig = {
    compilerOptions: {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      types: ['node'],
      rootDir: 'src',
      outDir: 'dist',
      plugins: [{ transform: '@holdfast/transformer', ...plugin }],
      ...compilerOptions,
    },
    include: ['src'],
  };
  const all = {
    'package.json': JSON.stringify({ name, version: '1.0.0', type }),
    'tsconfig.json': JSON.stringify(tsconfig),
    ...(files ?? { 'src/users.ts': USERS, 'src/main.ts': MAIN }),
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

const SILENT: Ended = { code: 0, stdout: '', stderr: '' };

describe('tspc', () => {
  it.each(['module', 'commonjs'] as const)('caches the functions of a project of type %s', (type) => {
    const name = `users-${type}`;
    const path = createProject(name, { type });
    expect(run(path, TSPC)).toEqual(SILENT);
    expect(run(path, join(path, 'dist', 'main.js'))).toEqual({
      code: 0,
      stdout: `{ id: 1 } { id: 1 } user 2 user 2 2\nhf:${name}:Users.find(id=1) hf:${name}:nameOf(id=2)\n`,
      stderr: '',
    });
  });

  it('takes the namespace from its options', () => {
    const path = createProject('namespaced', { type: 'module', plugin: { namespace: 'shop@2' } });
    expect(run(path, TSPC)).toEqual(SILENT);
    expect(run(path, join(path, 'dist', 'main.js'))).toEqual({
      code: 0,
      stdout: '{ id: 1 } { id: 1 } user 2 user 2 2\nhf:shop@2:Users.find(id=1) hf:shop@2:nameOf(id=2)\n',
      stderr: '',
    });
  });

  it('prints every problem at its place and ends with 2; the code is written and runs uncached', () => {
    const source = `${USERS}
/**
 * @cache tll=10m
 * @tag user:{uid}
 */
export function getUser(id: number): string {
  return nameOf(id);
}
`;
    const path = createProject('mistaken', { type: 'module', files: { 'src/users.ts': source } });
    expect(run(path, TSPC)).toEqual({
      code: 2,
      stdout: [
        'src/users.ts(19,11): error TS991001: HF1001 unknown-option: @cache has no option tll. Options: ttl, null, if, id, omit, vary, unordered, maxSize, isolate, codec, store, shape, shared. Did you mean ttl=?',
        'src/users.ts(20,14): error TS991201: HF1201 unknown-hole: {uid} is not a parameter of getUser. Parameters: id. Did you mean {id}?',
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(readFileSync(join(path, 'dist', 'users.js'), 'utf8')).toContain(
      '\nexport function getUser(id) {\n    return nameOf(id);\n}\n',
    );
  });

  it('refuses an option of the plugin that it does not know', () => {
    const path = createProject('misconfigured', { type: 'module', plugin: { namspace: 'shop' } });
    expect(run(path, TSPC)).toEqual({
      code: 2,
      stdout:
        'error TS992010: HF2010 unknown-plugin-option: the plugin @holdfast/transformer has no option namspace. Options: namespace, manifest, drift, asyncShape. Did you mean namespace?\n',
      stderr: '',
    });
  });

  it('reports a problem in every incremental build until it is fixed', () => {
    const files = {
      'src/a.ts': '/** @cache ttl=1 */\nexport function a(): number {\n  return 1;\n}\n',
      'src/users.ts': USERS,
    };
    const path = createProject('incremental', { type: 'module', files, compilerOptions: { incremental: true } });
    const expected = {
      // The compiler's own choice for incremental builds; it writes the files all the same.
      code: 1,
      stdout:
        'src/a.ts(1,16): error TS991003: HF1003 duration-without-unit: ttl=1 could mean milliseconds, seconds or minutes. Add the unit: ttl=1ms, ttl=1s or ttl=1m.\n',
      stderr: '',
    };
    expect(run(path, TSPC)).toEqual(expected);
    expect(run(path, TSPC)).toEqual(expected);
  });
});

describe('tsc without the plugin', () => {
  it('leaves the functions as they are, and cacheOf says so', () => {
    const path = createProject('plain', { type: 'module' });
    expect(run(path, TSC)).toEqual(SILENT);
    const { code, stdout } = run(path, join(path, 'dist', 'main.js'));
    const [served, refused = ''] = stdout.split('\n');
    expect({ code, served }).toEqual({ code: 0, served: '{ id: 1 } { id: 1 } user 2 user 2 4' });
    expect(refused.split(':', 1)).toEqual(['HF3002 not-transformed']);
    expect(readFileSync(join(path, 'dist', 'users.js'), 'utf8')).not.toContain('holdfast');
  });
});
