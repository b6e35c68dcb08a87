import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED_PACKAGES } from '../../.scripts/published-packages.ts';
import { PLAIN_ENVIRONMENT, ROOT } from './temporary-project.ts';

/** A package as `npm pack` makes it. */
export interface PackedPackage {
  readonly name: string;
  /** Absolute path of the tarball. */
  readonly tarball: string;
  /** What the tarball holds, sorted: `['LICENSE', 'README.md', …]`. */
  readonly files: readonly string[];
}

/** Packs our packages, as they are built, into the folder. */
export function packPublished(folder: string): readonly PackedPackage[] {
  return pack(
    PUBLISHED_PACKAGES.map((one) => join(ROOT, one.folder)),
    folder,
  );
}

/** Packs installed packages and all that they depend on, so that a project can install them without a registry. */
export function packInstalled(names: readonly string[], folder: string): readonly PackedPackage[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const { dependencies = {} } = readManifest(join(ROOT, 'node_modules', name));
    for (const dependency of Object.keys(dependencies)) {
      const nested = join('node_modules', name, 'node_modules', dependency);
      if (existsSync(join(ROOT, nested)))
        throw new Error(`${nested}: two versions of a package are not expected here.`);
      waiting.push(dependency);
    }
  }
  return pack(
    [...found].map((name) => join(ROOT, 'node_modules', name)),
    folder,
  );
}

function readManifest(folder: string): { readonly dependencies?: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function pack(folders: readonly string[], destination: string): readonly PackedPackage[] {
  const printed = execFileSync(
    'npm',
    [
      'pack',
      '--json',
      '--ignore-scripts',
      '--offline',
      '--loglevel=error',
      '--pack-destination',
      destination,
      ...folders,
    ],
    { cwd: destination, encoding: 'utf8', env: PLAIN_ENVIRONMENT, maxBuffer: 64 * 1024 * 1024 },
  );
  const packed: readonly { name: string; filename: string; files: readonly { path: string }[] }[] = JSON.parse(printed);
  return packed.map(({ name, filename, files }) => ({
    name,
    tarball: join(destination, filename),
    files: files.map(({ path }) => path).toSorted(),
  }));
}
