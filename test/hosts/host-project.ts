import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTemporaryProject, type Outcome, ROOT, type TemporaryProject } from '../e2e/temporary-project.ts';

/** A TypeScript with the ts-patch that fits it. */
export interface Compiler {
  readonly name: string;
  /** The `node_modules` that has both. */
  readonly home: string;
}

/** The oldest TypeScript that is served, the last one for ts-patch 3, and the present one. */
export const COMPILERS: readonly Compiler[] = [
  { name: 'TypeScript 5.4 with ts-patch 3', home: 'fixtures/oldest-typescript/node_modules' },
  { name: 'TypeScript 5.9 with ts-patch 3', home: 'fixtures/typescript-5.9/node_modules' },
  { name: 'TypeScript 6.0 with ts-patch 4', home: 'node_modules' },
];

/** What a project of a test is made of, besides the sources. */
export interface HostProject {
  readonly type: 'module' | 'commonjs';
  readonly files: Readonly<Record<string, string>>;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** A project that has this compiler, as if it were installed in it. `tspc` and `node` run in it. */
export interface HostedProject extends TemporaryProject {
  readonly tspc: (...args: readonly string[]) => Outcome;
  /** Path of the command itself, for what stays running. */
  readonly tspcPath: string;
  /** Path of `ts-patch/compiler`, for hosts that take a compiler by its path. */
  readonly patchedCompiler: string;
  /** Writes tsconfig.json anew with other options of the compiler and the plugin. */
  readonly configure: (compilerOptions: object, plugin?: object) => void;
}

/** Makes a project named `hosted` with its package.json and tsconfig.json. */
export function createHostProject(
  { home }: Compiler,
  { type, files, compilerOptions = {} }: HostProject,
): HostedProject {
  const project = createTemporaryProject({
    'package.json': JSON.stringify({ name: 'hosted', private: true, type }),
    ...files,
  });
  const link = (name: string, target: string): void => {
    const place = join(project.folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(target, place);
  };
  for (const name of ['typescript', 'ts-patch']) link(name, join(ROOT, home, name));
  for (const name of ['holdfast', '@holdfast/transformer', '@types/node', 'ts-node', 'ts-loader', 'webpack']) {
    link(name, join(ROOT, 'node_modules', name));
  }
  const configure = (options: object, plugin: object = {}): void => {
    const all = {
      ...{ target: 'es2022', module: 'nodenext', strict: true, rootDir: 'src', outDir: 'dist', types: ['node'] },
      ...{ skipLibCheck: true, plugins: [{ transform: '@holdfast/transformer', ...plugin }], ...options },
    };
    project.write('tsconfig.json', JSON.stringify({ compilerOptions: all, include: ['src'] }));
  };
  configure(compilerOptions);
  const tspc = join(ROOT, home, 'ts-patch/bin/tspc.js');
  return {
    ...project,
    configure,
    tspcPath: tspc,
    tspc: (...args) => project.run('node', tspc, ...args),
    patchedCompiler: join(ROOT, home, 'ts-patch/compiler'),
  };
}
