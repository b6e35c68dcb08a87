import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { DIAGNOSTICS, type Diagnostic } from './diagnostics.ts';

/** Where a source file belongs. */
export interface Project {
  /** `shop@2`; the first part of every key after the prefix. */
  readonly namespace: string;
  /** Path within the project, with `/`: `src/user.ts`. */
  readonly path: string;
}

interface ProjectSearch {
  /** The content of a JSON file; anything where there is none. */
  readonly readJson: (path: string) => unknown;
  /** What relative file names start from. */
  readonly currentDirectory: string;
  /** The plugin option, which counts before the package's name. */
  readonly namespace: string | undefined;
}

/**
 * Finds the project of source files: the nearest folder above with a package.json that has a name, since one
 * with a `type` only marks a module format. Folders are looked at once.
 */
export function createProjectFinder({
  readJson,
  currentDirectory,
  namespace,
}: ProjectSearch): (fileName: string) => Project | Diagnostic {
  const known = new Map<string, { readonly directory: string; readonly name: string } | undefined>();
  const find = (directory: string): { readonly directory: string; readonly name: string } | undefined => {
    if (known.has(directory)) return known.get(directory);
    const name = readPackageName(readJson(join(directory, 'package.json')));
    const parent = dirname(directory);
    const above = parent === directory ? undefined : find(parent);
    const found = name === undefined ? above : { directory, name };
    known.set(directory, found);
    return found;
  };
  const folders = new Map<string, string>();
  // Asked once for each folder: Node's own function takes longer than all else here.
  const folderIn = (root: string, directory: string): string => {
    const folder = folders.get(directory) ?? relative(root, directory).split(sep).join('/');
    folders.set(directory, folder);
    return folder;
  };
  return (fileName) => {
    const file = resolve(currentDirectory, fileName);
    const directory = dirname(file);
    const found = find(directory);
    const name = namespace ?? found?.name;
    if (name === undefined) return DIAGNOSTICS.noNamespace({ start: 0, length: 0 }, { file: fileName });
    const path = posix.join(folderIn(found?.directory ?? currentDirectory, directory), basename(file));
    return { namespace: name, path };
  };
}

/** The name in the content of a package.json, if it has one. */
export function readPackageName(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('name' in content)) return undefined;
  return typeof content.name === 'string' && content.name !== '' ? content.name : undefined;
}
