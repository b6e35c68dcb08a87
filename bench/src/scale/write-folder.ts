import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether the functions are annotated; the code is the same. */
export type Annotated = 'annotated' | 'plain';

/** The source files of a project. */
export interface Sources {
  /** Names below `src` with their annotated texts. */
  readonly files: readonly (readonly [name: string, text: string])[];
  readonly annotated: Annotated;
}

const COMPILER_OPTIONS = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  rootDir: 'src',
  outDir: 'dist',
  plugins: [{ transform: '@holdfast/transformer' }],
};

/** A plugin that is compared with ours. */
const LIMIT_PLUGIN = fileURLToPath(new URL('limit-plugin.cjs', import.meta.url));

/**
 * Writes a project into an empty folder. `tsconfig.json` has the plugin, `tsconfig.plain.json` has none,
 * `tsconfig.limit.json` the one of limit-plugin.cts, and `tsconfig.reads.json` and `tsconfig.checks.json` that one with
 * `reads` and `checks`.
 * @param packages `node_modules` that has TypeScript and the transformer
 */
export function writeFolder(folder: string, packages: string, { files, annotated }: Sources): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  symlinkSync(packages, join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{ "name": "scale", "type": "module" }\n');
  const { plugins: _, ...without } = COMPILER_OPTIONS;
  const configure = (name: string, compilerOptions: object): void =>
    writeFileSync(join(folder, name), JSON.stringify({ compilerOptions, include: ['src'] }));
  configure('tsconfig.json', COMPILER_OPTIONS);
  configure('tsconfig.plain.json', without);
  configure('tsconfig.limit.json', { ...without, plugins: [{ transform: LIMIT_PLUGIN }] });
  configure('tsconfig.reads.json', { ...without, plugins: [{ transform: LIMIT_PLUGIN, reads: true }] });
  configure('tsconfig.checks.json', { ...without, plugins: [{ transform: LIMIT_PLUGIN, checks: true }] });
  for (const [name, text] of files) {
    const written = annotated === 'annotated' ? text : text.replaceAll(/^ \* @.*\n/gm, '');
    writeFileSync(join(folder, 'src', name), written);
  }
}
