import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packInstalled, packPublished } from './packed-packages.ts';
import { createTemporaryProject, ROOT } from './temporary-project.ts';

/** What npm would download beside our own packages: what these need, and what the stranger chose. */
const INSTALLED = ['typescript', 'ts-patch', 'commander', 'js-yaml', 'picocolors', 'ts-morph', 'keyv'];

/** A second program: synchronous results in a file, asynchronous ones in a Keyv. */
const STORES = `import { cacheOf, configure, dispose, invalidateTag } from 'holdfast';
import { sqliteStore } from 'holdfast/sqlite';
import Keyv from 'keyv';

const ran: string[] = [];

/**
 * @cache ttl=10m
 * @tag power:{power}
 */
function raise(n: number, power: number): number {
  ran.push(\`raise \${n}\`);
  return n ** power;
}

/** @cache ttl=10m store=names */
async function nameOf(n: number): Promise<{ name: string; at: Date }> {
  ran.push(\`name \${n}\`);
  return { name: \`number \${n}\`, at: new Date(0) };
}

async function main(): Promise<void> {
  const configured = await configure({ store: sqliteStore('cache.db'), stores: { names: new Keyv() } });
  console.log(JSON.stringify(configured));
  console.log(raise(2, 10), raise(2, 10), await nameOf(1), await nameOf(1));
  console.log(cacheOf(raise).key(2, 10), ran);
  if (!ran.includes('raise 2')) await invalidateTag('power:10');
  await dispose();
}

main();
`;

/** The project of somebody who has only the packed packages, and no part of this repository. */
const project = createTemporaryProject({
  'src/main.ts': `import { cacheOf } from 'holdfast';

let runs = 0;

/** @cache ttl=10m */
async function square(n: number): Promise<number> {
  runs++;
  return n * n;
}

async function main(): Promise<void> {
  await square(12);
  console.log(await square(12), runs);
  console.log(cacheOf(square).key(12));
}

main();
`,
  'src/stores.ts': STORES,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      strict: true,
      rootDir: 'src',
      outDir: 'dist',
      plugins: [{ transform: '@holdfast/transformer' }],
    },
    include: ['src'],
  }),
});

function useModules(type: 'module' | 'commonjs'): void {
  const manifest: object = JSON.parse(project.read('package.json'));
  project.write('package.json', JSON.stringify({ ...manifest, type }));
}

beforeAll(() => {
  project.write('package.json', '{ "name": "stranger", "private": true }');
  project.write('tarballs/README.md', 'What npm would download.');
  const folder = join(project.folder, 'tarballs');
  const tarballs = packPublished(folder).map(({ tarball }) => tarball);
  tarballs.push(...packInstalled(INSTALLED, folder));
  const installed = project.run('npm', 'install', '--offline', '--loglevel=error', '--no-audit', ...tarballs);
  expect({ exitCode: installed.exitCode, error: installed.error }).toEqual({ exitCode: 0, error: '' });
});

afterAll(project.remove);

describe.each(['module', 'commonjs'] as const)('a project of type %s', (type) => {
  const imported =
    type === 'module' ? 'import * as hf_runtime from "holdfast";' : 'const hf_runtime = require("holdfast");';

  it('is cached when tspc builds it', () => {
    useModules(type);
    const { exitCode, out } = project.run('npx', 'tspc');
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(project.read('dist/main.js').split('\n')).toContain(imported);
    expect(project.run('node', 'dist/main.js')).toEqual({
      exitCode: 0,
      out: '144 1\nhf:stranger:square(n=12)\n',
      error: '',
    });
  });

  it('uses a file and a Keyv as its stores, and is served from the file when it starts again', () => {
    useModules(type);
    expect(project.run('npx', 'tspc').exitCode).toBe(0);
    const start = () => project.run('node', 'dist/stores.js');
    const outcome = (ran: string) => ({
      exitCode: 0,
      out: `{"store":{"kind":"sqlite","promise":"strict"},"syncStore":{"kind":"sqlite","promise":"strict"},"stores":{"names":{"kind":"keyv","promise":"bounded"}}}
1024 1024 { name: 'number 1', at: 1970-01-01T00:00:00.000Z } { name: 'number 1', at: 1970-01-01T00:00:00.000Z }
hf:stranger:raise(n=2,power=10) [ ${ran} ]
`,
      error: '',
    });
    expect([start(), start(), start()]).toEqual([
      outcome("'raise 2', 'name 1'"),
      outcome("'name 1'"),
      // The start before has invalidated it.
      outcome("'raise 2', 'name 1'"),
    ]);
    rmSync(join(project.folder, 'cache.db'));
  });

  it('runs uncached when plain tsc builds it, and cacheOf says so', () => {
    useModules(type);
    const { exitCode, out } = project.run('npx', 'tsc');
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    const run = project.run('node', 'dist/main.js');
    expect({ ...run, error: /^\w+: HF\d+ [\w-]+: \w+/m.exec(run.error)?.[0] }).toEqual({
      exitCode: 1,
      out: '144 2\n',
      error: 'NotTransformedError: HF3002 not-transformed: square',
    });
  });
});

describe('the command line', () => {
  const holdfast = (...args: readonly string[]) => {
    const { exitCode, out } = project.run('npx', 'holdfast', ...args);
    return { exitCode, out };
  };

  it('tells its version', () => {
    expect(holdfast('--version')).toEqual({ exitCode: 0, out: '0.1.0\n' });
  });

  it('records the keys, finds one that changed, and pins it', () => {
    const main = project.read('src/main.ts');
    expect(holdfast('keys').exitCode).toBe(0);
    const clean = { exitCode: 0, out: 'holdfast.keys.yaml: 3 functions, all keys as recorded.\n' };
    expect(holdfast('check')).toEqual(clean);
    project.write(
      'src/main.ts',
      main.replace('square(n: number)', 'square(side: number)').replace('n * n', 'side ** 2'),
    );
    const { exitCode, out } = holdfast('check');
    expect({ exitCode, error: out.split(':', 3).slice(1).join(':') }).toEqual({
      exitCode: 1,
      error: ' error: HF1410 changed-key',
    });
    expect(holdfast('keys', 'pin', 'square').exitCode).toBe(0);
    expect(holdfast('check')).toEqual(clean);
    expect(project.run('npx', 'tspc').exitCode).toBe(0);
    expect(project.run('node', 'dist/main.js')).toEqual({
      exitCode: 0,
      out: '144 1\nhf:stranger:square(n=12)\n',
      error: '',
    });
    expect(holdfast('verify', 'dist').exitCode).toBe(0);
    project.write('src/main.ts', main);
    rmSync(join(project.folder, 'holdfast.keys.yaml'));
  });

  it('ends what the second program has stored, and says what it needs to reach Redis', () => {
    useModules('module');
    expect(project.run('npx', 'tspc').exitCode).toBe(0);
    expect(project.run('node', 'dist/stores.js').exitCode).toBe(0);
    expect(holdfast('invalidate', 'tag', 'power:10', '--store', 'cache.db')).toEqual({
      exitCode: 0,
      out: 'Invalidated tag power:10 under hf in cache.db.\n',
    });
    expect(project.run('node', 'dist/stores.js').out.split('\n')[2]).toBe(
      "hf:stranger:raise(n=2,power=10) [ 'raise 2', 'name 1' ]",
    );
    rmSync(join(project.folder, 'cache.db'));
    const { exitCode, out } = holdfast('invalidate', 'all', '--store', 'redis://localhost', '--json');
    expect({ exitCode, ...JSON.parse(out) }).toEqual({
      exitCode: 2,
      problems: [
        {
          code: 'HF2028',
          slug: 'bad-store',
          message:
            'HF2028 bad-store: redis://localhost is no store that can be used: ioredis is not installed. Run "npm install ioredis" in this project.',
        },
      ],
    });
  });
});

describe('the declarations', () => {
  const COMPILERS = {
    '6.0': 'node_modules/typescript/bin/tsc',
    '5.4': 'fixtures/oldest-typescript/node_modules/typescript/bin/tsc',
  };

  const use = (specifier: string) => `import * as all from '${specifier}';\nexport const names = Object.keys(all);\n`;
  const RUNTIME = {
    'types/runtime': 'holdfast',
    'types/testing': 'holdfast/testing',
    'types/grammar': 'holdfast/grammar',
    'types/entities': 'holdfast/entities',
    'types/batch': 'holdfast/batch',
    'types/sqlite': 'holdfast/sqlite',
    'types/redis': 'holdfast/redis',
    'types/keyv': 'holdfast/keyv',
    'types/store': 'holdfast/store',
    'types/store-contract': 'holdfast/store-contract',
  };
  const COMMONJS = Object.keys(RUNTIME).map((path) => `${basename(path)}.cts`);

  beforeAll(() => {
    for (const [path, specifier] of Object.entries(RUNTIME)) {
      for (const extension of ['mts', 'cts']) project.write(`${path}.${extension}`, use(specifier));
    }
    for (const extension of ['mts', 'cts']) project.write(`types/build.${extension}`, use('@holdfast/transformer'));
    project.write('types/command-line.mts', use('@holdfast/codegen'));
  });

  it.each([
    ['6.0', 'nodenext', 'nodenext', ['*.mts', '*.cts']],
    ['6.0', 'commonjs', 'bundler', COMMONJS],
    ['5.4', 'nodenext', 'nodenext', ['*.mts', '*.cts']],
    ['5.4', 'commonjs', 'node10', COMMONJS],
  ] as const)(
    'are complete for TypeScript %s, module %s, resolution %s',
    (version, module, moduleResolution, include) => {
      const options = { target: 'es2022', lib: ['es2022'], types: [], strict: true, noEmit: true, skipLibCheck: false };
      const compilerOptions = { ...options, module, moduleResolution };
      project.write('types/tsconfig.json', JSON.stringify({ compilerOptions, include }));
      const compiler = join(ROOT, COMPILERS[version]);
      expect(project.run('node', compiler, '-p', 'types')).toEqual({ exitCode: 0, out: '', error: '' });
    },
  );
});
