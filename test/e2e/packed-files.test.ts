import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { rewriteImports } from '../../.scripts/copy-declarations.ts';
import { PUBLISHED_PACKAGES } from '../../.scripts/published-packages.ts';
import { packPublished } from './packed-packages.ts';
import { ROOT } from './temporary-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-pack-'));
const packed = packPublished(folder);

afterAll(() => rmSync(folder, { recursive: true }));

const ABOUT = ['LICENSE', 'README.md', 'package.json'];

const ENTRIES = [
  'batch',
  'entities',
  'grammar',
  'index',
  'keyv',
  'redis',
  'sqlite',
  'store',
  'store-contract',
  'testing',
];

/** What each package holds besides declarations and the files that its entries share. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  holdfast: [
    'dist/cjs/package.json',
    'dist/invalidate.lua',
    ...ENTRIES.flatMap((entry) => [`dist/cjs/${entry}.js`, `dist/esm/${entry}.js`]),
  ],
  '@holdfast/transformer': ['dist/cjs/index.js', 'dist/cjs/package.json', 'dist/esm/index.js', 'tsdoc.json'],
  '@holdfast/codegen': ['dist/esm/cli.js', 'dist/esm/index.js', 'schema/holdfast.keys.schema.json'],
};

/** Their names tell their content. */
const SHARED = /^dist\/(?:cjs|esm)\/shared-[0-9A-Z]{8}\.js$/;

describe.each(PUBLISHED_PACKAGES)('the packed $name', ({ name, folder: source, bundles, formats }) => {
  const entries = bundles.flat();
  const files = packed.find((one) => one.name === name)?.files ?? [];
  const declarations = files.filter((file) => file.endsWith('.d.ts'));

  it('holds its code and what tells about it, and nothing else', () => {
    const others = files.filter((file) => !declarations.includes(file) && !SHARED.test(file));
    expect(others).toEqual([...ABOUT, ...(FILES[name] ?? [])].toSorted());
  });

  it('holds the shared files that its entries import, and nothing else', () => {
    const code = formats.flatMap((format) =>
      reachCode(
        join(ROOT, source),
        entries.map((entry) => `dist/${format}/${entry}.js`),
      ),
    );
    expect(files.filter((file) => SHARED.test(file))).toEqual(code.filter((file) => SHARED.test(file)).toSorted());
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

  it('has declarations that import nothing of Node: users may lack its types', () => {
    const imports = declarations.flatMap((file) => {
      const text = readFileSync(join(ROOT, source, file), 'utf8');
      return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => `${file}: ${fileName}`);
    });
    expect(imports.filter((one) => one.includes(': node:'))).toEqual([]);
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

/** The code files that the entries import, and these import, and so on. */
function reachCode(root: string, entries: readonly string[]): readonly string[] {
  const reached = new Set(entries);
  for (const file of reached) {
    const text = readFileSync(join(root, file), 'utf8');
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    for (const path of listImported(tree)) if (path.startsWith('./')) reached.add(join(dirname(file), path));
  }
  return [...reached];
}

/** What stands in `import … from '…'`, `export … from '…'`, `import('…')` and `require('…')`. */
function listImported(node: ts.Node): readonly string[] {
  const isCall =
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
  const named = isCall ? node.arguments[0] : undefined;
  const from = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : named;
  const found = from !== undefined && ts.isStringLiteralLike(from) ? [from.text] : [];
  ts.forEachChild(node, (child) => {
    found.push(...listImported(child));
  });
  return found;
}
