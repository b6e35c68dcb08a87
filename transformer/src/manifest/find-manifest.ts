import { dirname, join } from 'node:path';
import { readPackageName } from '../find-project.ts';

/** The names a manifest can have. */
export const MANIFEST_NAMES = ['holdfast.keys.yaml', 'holdfast.keys.json'] as const;

interface ManifestSearch {
  /** The folder of tsconfig.json. */
  readonly directory: string;
  readonly fileExists: (path: string) => boolean;
  /** The content of a JSON file; anything where there is none. */
  readonly readJson: (path: string) => unknown;
}

/** Where a project's manifests are. */
export interface ManifestPlace {
  /** Every one that is there: more than one cannot hold. */
  readonly found: readonly string[];
  /** Where a new one is written: in the root of the package. */
  readonly fresh: string;
}

/**
 * Looks for the manifest from the folder of tsconfig.json upwards to the root of its package, which is the nearest
 * folder whose package.json has a name.
 */
export function findManifest({ directory, fileExists, readJson }: ManifestSearch): ManifestPlace {
  let folder = directory;
  for (;;) {
    const [fresh] = MANIFEST_NAMES;
    const found = MANIFEST_NAMES.map((name) => join(folder, name)).filter(fileExists);
    const isRoot = readPackageName(readJson(join(folder, 'package.json'))) !== undefined;
    if (found.length > 0 || isRoot) return { found, fresh: join(folder, fresh) };
    const parent = dirname(folder);
    if (parent === folder) return { found: [], fresh: join(directory, fresh) };
    folder = parent;
  }
}
