import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DIAGNOSTICS, readMarks } from '@holdfast/transformer';
import type { CompiledFile } from 'holdfast';
import type ts from 'typescript';
import { CommandFailure } from '../command-failure.ts';

/** A file of JavaScript and the marks in it. */
export interface OutputFile {
  /** Below the folder, with `/`: `users/find.js`. */
  readonly path: string;
  readonly marks: readonly CompiledFile[];
}

/** All JavaScript below a folder. @throws CommandFailure HF2024 where there is none */
export function readOutput(typescript: typeof ts, folder: string, shown: string): readonly OutputFile[] {
  const paths = globSync('**/*.{js,mjs,cjs}', { cwd: folder, exclude: (name) => /(^|[\\/])node_modules$/.test(name) });
  if (paths.length === 0) throw new CommandFailure(DIAGNOSTICS.noOutput({ start: 0, length: 0 }, { folder: shown }));
  return paths.toSorted().map((path) => ({
    path: path.split(sep).join('/'),
    marks: readMarks(typescript, path, readFileSync(join(folder, path), 'utf8')),
  }));
}
