import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/**
 * Writes a project into an empty folder. `tsconfig.json` has the plugin, `tsconfig.plain.json` has none.
 * @param packages `node_modules` that has TypeScript and the transformer
 */
export function writeFolder(folder: string, packages: string, { files, annotated }: Sources): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  symlinkSync(packages, join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{ "name": "scale", "type": "module" }\n');
  const { plugins: _, ...without } = COMPILER_OPTIONS;
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['src'] }));
  writeFileSync(join(folder, 'tsconfig.plain.json'), JSON.stringify({ compilerOptions: without, include: ['src'] }));
  for (const [name, text] of files) {
    const written = annotated === 'annotated' ? text : text.replaceAll(/^ \* @.*\n/gm, '');
    writeFileSync(join(folder, 'src', name), written);
  }
}
