import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packInstalled, packPublished } from './packed-packages.ts';
import { createTemporaryProject, ROOT } from './temporary-project.ts';

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
  tarballs.push(...packInstalled(['typescript', 'ts-patch', 'commander'], folder));
  const installed = project.run('npm', 'install', '--offline', '--loglevel=error', '--no-audit', ...tarballs);
  expect({ exitCode: installed.exitCode, error: installed.error }).toEqual({ exitCode: 0, error: '' });
});

afterAll(project.remove);

describe.each(['module', 'commonjs'] as const)('a project of type %s', (type) => {
  const imported =
    type === 'module' ? 'import * as holdfast_1 from "holdfast";' : 'const holdfast_1 = require("holdfast");';

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

it('has the command line', () => {
  const { exitCode, out } = project.run('npx', 'holdfast', '--version');
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: '0.1.0\n' });
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
  };
  const COMMONJS = ['runtime.cts', 'testing.cts', 'grammar.cts'];

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
