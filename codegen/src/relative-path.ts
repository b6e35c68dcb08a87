import { relative, sep } from 'node:path';

/** A path as messages show it: from the folder of the command on, with `/`. */
export function relativePath(directory: string, path: string): string {
  const shown = relative(directory, path).split(sep).join('/');
  return shown === '' ? '.' : shown;
}
