/** Builds the published packages: `npm run build`. Declarations by the compiler, code by esbuild, side by side. */

import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { copyDeclarations } from './copy-declarations.ts';
import { PUBLISHED_PACKAGES, type PublishedPackage } from './published-packages.ts';
import { ROOT, runCommand } from './run-command.ts';

const startedAt = performance.now();
const problems = await collectProblems([compileDeclarations(), ...PUBLISHED_PACKAGES.map(bundle)]);
if (problems.length === 0) problems.push(...(await collectProblems(PUBLISHED_PACKAGES.map(placeDeclarations))));
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  const names = PUBLISHED_PACKAGES.map(({ name }) => name).join(', ');
  console.error(`Built ${names} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

async function collectProblems(steps: readonly Promise<void>[]): Promise<string[]> {
  const results = await Promise.allSettled(steps);
  return results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
}

async function compileDeclarations(): Promise<void> {
  const folders = PUBLISHED_PACKAGES.map(({ folder }) => folder);
  const exitCode = await runCommand('node_modules/typescript/bin/tsc', ['-b', ...folders]);
  if (exitCode !== 0) throw new Error(`tsc -b ${folders.join(' ')} found the errors above (exit code ${exitCode}).`);
}

async function bundle({ folder, entries, stateless = [], formats }: PublishedPackage): Promise<void> {
  const together = entries.filter((entry) => !stateless.includes(entry));
  for (const format of formats) {
    const outdir = join(ROOT, folder, 'dist', format);
    await rm(outdir, { recursive: true, force: true });
    for (const group of [together, ...stateless.map((entry) => [entry])]) {
      const entryPoints = group.map((entry) => join(ROOT, folder, 'src', `${entry}.ts`));
      await bundleEntries({ entryPoints, outdir, format });
    }
    if (format === 'cjs') await writeFile(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
    if (entries.includes('cli')) await chmod(join(outdir, 'cli.js'), 0o755);
  }
}

interface Bundle {
  /** Absolute paths. What they share is in one more file where the format can do that. */
  readonly entryPoints: string[];
  readonly outdir: string;
  readonly format: 'esm' | 'cjs';
}

async function bundleEntries({ entryPoints, outdir, format }: Bundle): Promise<void> {
  await build({
    entryPoints,
    outdir,
    format,
    bundle: true,
    splitting: entryPoints.length > 1 && format === 'esm',
    // CommonJS has no import.meta; its file name says the same.
    define: format === 'cjs' ? { 'import.meta.url': '__filename' } : {},
    chunkNames: 'shared',
    packages: 'external',
    // Ours too: `paths` of tsconfig.json would lead to their sources.
    external: PUBLISHED_PACKAGES.flatMap(({ name }) => [name, `${name}/*`]),
    platform: 'node',
    target: 'node22.15',
    charset: 'utf8',
    logLevel: 'silent',
  });
}

async function placeDeclarations({ folder, entries, formats }: PublishedPackage): Promise<void> {
  const dist = join(ROOT, folder, 'dist');
  const typed = entries.filter((entry) => entry !== 'cli');
  for (const format of formats) await copyDeclarations(typed, join(dist, 'types'), join(dist, format));
}
