import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  const packages = PUBLISHED_PACKAGES.map((one) => join(ROOT, one.folder));
  const printed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder, ...packages],
    { cwd: folder, encoding: 'utf8', env: PLAIN_ENVIRONMENT },
  );
  const packed: readonly { name: string; filename: string; files: readonly { path: string }[] }[] = JSON.parse(printed);
  return packed.map(({ name, filename, files }) => ({
    name,
    tarball: join(folder, filename),
    files: files.map(({ path }) => path).toSorted(),
  }));
}

/**
 * Tarballs of installed packages and all that they depend on, so that a project can install them without a registry.
 * Not by `npm pack`: npm 10 would run their `prepare` scripts.
 */
export function packInstalled(names: readonly string[], folder: string): readonly string[] {
  const found = new Set(names);
  // A set is walked together with what is added on the way.
  for (const name of found) {
    for (const dependency of readDependencies(name)) {
      const nested = join('node_modules', name, 'node_modules', dependency);
      if (existsSync(join(ROOT, nested)))
        throw new Error(`${nested}: two versions of a package are not expected here.`);
      found.add(dependency);
    }
  }
  return [...found].map((name) => {
    const tarball = join(folder, `${name.replace('/', '-')}.tgz`);
    execFileSync('tar', ['-czf', tarball, '-C', join(ROOT, 'node_modules', name, '..'), basename(name)]);
    return tarball;
  });
}

function readDependencies(name: string): readonly string[] {
  const manifest: { readonly dependencies?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
  );
  return Object.keys(manifest.dependencies ?? {});
}
