import { globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { compileSources, ROOT } from './compile-sources.ts';

const UNTAGGED = `/** A file without tags. */
import { b } from './b.js';

/**
 * @param n left alone
 * @cached is not a tag of ours
 */
export function f(n: number): number {
  return n + b; // trailing
}
`;
const paths = { untagged: '/project/untagged.ts', tagged: '/project/tagged.ts' };
const sources = {
  [paths.untagged]: UNTAGGED,
  '/project/b.ts': 'export const b = 1;\n',
  [paths.tagged]: '/** @cache */\nexport function g(n: number): number {\n  return n;\n}\n',
};
const options = { sourceMap: true, declaration: true, types: [] };

function compile(isTransformed: boolean): ReadonlyMap<string, string> {
  return compileSources({ rootNames: Object.keys(sources), sources, options, isTransformed }).outputs;
}

it('a file without tags comes out byte for byte as without the transformer, beside one with tags', () => {
  const plain = compile(false);
  const transformed = compile(true);
  const changed = [...plain.keys()].filter((path) => plain.get(path) !== transformed.get(path));
  expect([...transformed.keys()]).toEqual([...plain.keys()]);
  expect(changed).toEqual(['/project/tagged.js.map', '/project/tagged.js']);
});

it('the sources of the runtime come out as without the transformer', () => {
  const rootNames = globSync('runtime/src/**/*.ts', { cwd: ROOT }).map((path) => join(ROOT, path));
  const repository = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    outDir: '/out',
  };
  const compileRepository = (isTransformed: boolean): ReadonlyMap<string, string> =>
    compileSources({ rootNames, options: { ...repository, rewriteRelativeImportExtensions: true }, isTransformed })
      .outputs;
  const plain = compileRepository(false);
  expect(plain.size).toBeGreaterThan(50);
  expect(compileRepository(true)).toEqual(plain);
});

/** Packages that ship their TypeScript sources. */
const PACKAGES = [
  'rxjs/src',
  'ajv/lib',
  'ajv-keywords/src',
  'pg-protocol/src',
  '@jridgewell/trace-mapping/src',
  '@jridgewell/gen-mapping/src',
  '@jridgewell/sourcemap-codec/src',
];

it.each(PACKAGES)('the sources of %s come out as without the transformer', (folder) => {
  const rootNames = globSync(`node_modules/${folder}/**/*.{ts,mts,tsx}`, { cwd: ROOT })
    .filter((path) => !/\.d\.m?ts$|\.test\.ts$|\/spec\//.test(path))
    .map((path) => join(ROOT, path));
  const compilePackage = (isTransformed: boolean): ReadonlyMap<string, string> =>
    compileSources({
      rootNames,
      options: { outDir: '/out', allowImportingTsExtensions: false, declaration: true, maxNodeModuleJsDepth: 0 },
      isTransformed,
    }).outputs;
  const plain = compilePackage(false);
  expect(plain.size).toBeGreaterThanOrEqual(2 * rootNames.length);
  expect(rootNames.length).toBeGreaterThan(0);
  expect(compilePackage(true)).toEqual(plain);
});
