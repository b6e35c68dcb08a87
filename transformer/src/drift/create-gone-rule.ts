import { join } from 'node:path';

/** A source file that was read, and where it belongs. */
export interface ReadFile {
  /** Absolute, with `/`. */
  readonly fileName: string;
  readonly namespace: string;
  /** Path within the project, with `/`. */
  readonly path: string;
}

/** Whether a recorded function that was not found is gone. */
export type GoneRule = (namespace: string, recorded: { readonly file: string }) => boolean;

/**
 * A manifest can list functions of several programs. So one that was not found is gone only if its file was read, or is
 * no more; if the file is there and was not read, another program has it.
 */
export function createGoneRule(files: readonly ReadFile[], fileExists: (path: string) => boolean): GoneRule {
  const paths = new Set(files.map(({ namespace, path }) => `${namespace}:${path}`));
  const roots = new Map<string, string>();
  for (const { fileName, namespace, path } of files) {
    if (fileName.endsWith(`/${path}`)) roots.set(namespace, fileName.slice(0, -path.length));
  }
  return (namespace, { file }) => {
    if (paths.has(`${namespace}:${file}`)) return true;
    const root = roots.get(namespace);
    return root !== undefined && !fileExists(join(root, file));
  };
}
