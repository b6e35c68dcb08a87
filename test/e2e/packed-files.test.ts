import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rewriteImports } from '../../.scripts/copy-declarations.ts';
import { PUBLISHED_PACKAGES } from '../../.scripts/published-packages.ts';
import { packPublished } from './packed-packages.ts';
import { ROOT } from './temporary-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-pack-'));
const packed = packPublished(folder);

afterAll(() => rmSync(folder, { recursive: true }));

const ABOUT = ['LICENSE', 'README.md', 'package.json'];

/** What each package holds besides declarations. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  holdfast: [
    ...['dist/cjs/grammar.js', 'dist/cjs/index.js', 'dist/cjs/package.json', 'dist/cjs/testing.js'],
    ...['dist/esm/grammar.js', 'dist/esm/index.js', 'dist/esm/shared.js', 'dist/esm/testing.js'],
  ],
  '@holdfast/transformer': ['dist/cjs/index.js', 'dist/cjs/package.json', 'dist/esm/index.js'],
  '@holdfast/codegen': ['dist/esm/cli.js', 'dist/esm/index.js', 'dist/esm/shared.js'],
};

describe.each(PUBLISHED_PACKAGES)('the packed $name', ({ name, folder: source, entries, formats }) => {
  const files = packed.find((one) => one.name === name)?.files ?? [];
  const declarations = files.filter((file) => file.endsWith('.d.ts'));

  it('holds its code and what tells about it, and nothing else', () => {
    const others = files.filter((file) => !declarations.includes(file));
    expect(others).toEqual([...ABOUT, ...(FILES[name] ?? [])].toSorted());
  });

  it('holds the declarations that its entries reach, and nothing else', () => {
    const typed = entries.filter((entry) => entry !== 'cli');
    const reached = formats.flatMap((format) =>
      reach(
        join(ROOT, source),
        typed.map((entry) => `dist/${format}/${entry}.d.ts`),
      ),
    );
    expect(declarations).toEqual(reached.toSorted());
  });

  it('carries the licence of the repository', () => {
    const licence = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
    expect(readFileSync(join(ROOT, source, 'LICENSE'), 'utf8')).toBe(licence);
  });
});

/** The declaration files that the entries import, and these import, and so on. */
function reach(root: string, entries: readonly string[]): readonly string[] {
  const reached = new Set(entries);
  // A set is walked together with what is added on the way.
  for (const file of reached) {
    const { imports } = rewriteImports(readFileSync(join(root, file), 'utf8'));
    for (const path of imports) reached.add(join(dirname(file), path));
  }
  return [...reached];
}
