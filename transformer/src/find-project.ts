import { dirname, join, relative, resolve, sep } from 'node:path';
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

/** A folder whose package.json has a name. */
interface NamedFolder {
  readonly directory: string;
  readonly name: string;
}

/** What is the same for all files of a folder. */
interface FolderProject {
  readonly namespace: string | undefined;
  /** What the paths of its files begin with: `src/`. */
  readonly prefix: string;
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
  const known = new Map<string, NamedFolder | undefined>();
  const find = (directory: string): NamedFolder | undefined => {
    if (known.has(directory)) return known.get(directory);
    const name = readPackageName(readJson(join(directory, 'package.json')));
    const parent = dirname(directory);
    const above = parent === directory ? undefined : find(parent);
    const found = name === undefined ? above : { directory, name };
    known.set(directory, found);
    return found;
  };
  const locate = (folder: string): FolderProject => {
    const directory = resolve(currentDirectory, folder);
    const found = find(directory);
    const path = relative(found?.directory ?? currentDirectory, directory)
      .split(sep)
      .join('/');
    // The root of another drive ends with a slash already.
    const prefix = path === '' || path.endsWith('/') ? path : `${path}/`;
    return { namespace: namespace ?? found?.name, prefix };
  };
  const folders = new Map<string, FolderProject>();
  return (fileName) => {
    // Asked once for each folder: Node's functions for paths take longer than all else here.
    const start = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf(sep)) + 1;
    const folder = fileName.slice(0, start);
    const project = folders.get(folder) ?? locate(folder);
    folders.set(folder, project);
    if (project.namespace === undefined) return DIAGNOSTICS.noNamespace({ start: 0, length: 0 }, { file: fileName });
    return { namespace: project.namespace, path: project.prefix + fileName.slice(start) };
  };
}

/** The name in the content of a package.json, if it has one. */
export function readPackageName(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('name' in content)) return undefined;
  return typeof content.name === 'string' && content.name !== '' ? content.name : undefined;
}
