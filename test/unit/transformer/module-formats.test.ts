import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const { ModuleKind, ModuleResolutionKind } = ts;
const EXPORTED = '/** @cache */\nexport const f = (n: number): number => n;\n';
const SCRIPT = '/** @cache */\nconst f = (n: number): number => n;\n';

/** The first line of the output that names the package. */
function readImport(file: string, source: string, options: ts.CompilerOptions): string | undefined {
  const path = `/project/${file}`;
  const { outputs } = compileSources({
    rootNames: [path],
    sources: { [path]: source },
    options: { types: [], ...options },
  });
  const [text = ''] = outputs.values();
  return text.split('\n').find((line) => line.includes('"holdfast"'));
}

const nodeNext = { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext };
const commonJs = { module: ModuleKind.CommonJS };
const preserve = { module: ModuleKind.Preserve };
const esNext = { module: ModuleKind.ESNext };

describe('the import of the runtime', () => {
  const asImport = 'import * as hf_runtime from "holdfast";';
  const asRequire = 'const hf_runtime = require("holdfast");';

  it.each([
    ['a module for ESNext', 'a.ts', EXPORTED, esNext, asImport],
    [
      'a file without exports for ESNext',
      'a.ts',
      SCRIPT,
      { ...esNext, moduleDetection: ts.ModuleDetectionKind.Legacy },
      asImport,
    ],
    ['a module for CommonJS', 'a.ts', EXPORTED, commonJs, asRequire],
    ['a module for CommonJS with esModuleInterop', 'a.ts', EXPORTED, { ...commonJs, esModuleInterop: true }, asRequire],
    [
      'a file without exports for CommonJS',
      'a.ts',
      SCRIPT,
      { ...commonJs, moduleDetection: ts.ModuleDetectionKind.Legacy },
      asRequire,
    ],
    ['a .mts file for NodeNext', 'a.mts', EXPORTED, nodeNext, asImport],
    ['a .cts file for NodeNext', 'a.cts', EXPORTED, nodeNext, asRequire],
    ['a .cts file without exports for NodeNext', 'a.cts', SCRIPT, nodeNext, asRequire],
    [
      'a .cts file that keeps its syntax',
      'a.cts',
      `${SCRIPT}export = f;\n`,
      { ...nodeNext, verbatimModuleSyntax: true },
      asRequire,
    ],
    ['a module that is preserved', 'a.ts', EXPORTED, preserve, asImport],
    ['a module with export = that is preserved', 'a.ts', `${SCRIPT}export = f;\n`, preserve, asRequire],
    ['a .tsx file', 'a.tsx', EXPORTED, { ...esNext, jsx: ts.JsxEmit.Preserve }, asImport],
    ['isolated modules', 'a.ts', EXPORTED, { ...esNext, isolatedModules: true, verbatimModuleSyntax: true }, asImport],
  ])('of %s', (_, file, source, options, expected) => {
    expect(readImport(file, source, options)).toBe(expected);
  });
});

it('stands behind the directives of a file and before its own imports', () => {
  const source = `'use client';\nimport { b } from './b.js';\n${EXPORTED}export { b };\n`;
  const path = '/project/a.ts';
  const { outputs } = compileSources({
    rootNames: [path],
    sources: { [path]: source, '/project/b.ts': 'export const b = 1;\n' },
    options: { types: [], module: ModuleKind.CommonJS },
  });
  const text = outputs.get('/project/a.js') ?? '';
  const order = ["'use client';", 'require("holdfast")', 'hf_load();', 'require("./b.js")'].map((part) =>
    text.indexOf(part),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
});

describe('names in CommonJS, where the compiler names what a file imports', () => {
  const readNames = (sources: Readonly<Record<string, string>>, target: ts.ScriptTarget): readonly string[] => {
    const { outputs } = compileSources({
      rootNames: ['/names/a.ts'],
      sources,
      options: { types: [], module: ModuleKind.CommonJS, target },
    });
    const text = outputs.get('/names/a.js') ?? '';
    return [...text.matchAll(/(?:const|let|var|function) ([\w$]+)|, ([\w$]+) = /g)].map(
      ([, one, other]) => one ?? other ?? '',
    );
  };

  it.each([
    [
      'a parameter',
      {
        '/names/a.ts': `import { table } from './hf-models';
          /** @cache */
          export function f(models_1: string, x_: string, x: string): string {
            return [1].map(() => table(models_1) + x_ + x).join();
          }`,
        '/names/hf-models.ts': 'export const table = (name: string): string => name;',
      },
    ],
    [
      'a module that only a tag line names',
      {
        '/names/a.ts': `import { z } from './hf';
          import { keep } from './1';
          /** @cache if=keep */
          export function f(a: number): number { return a + z(); }`,
        '/names/hf.ts': 'export const z = (): number => 1;',
        '/names/1.ts': 'export const keep = (): boolean => true;',
      },
    ],
  ])('%s never has the name of another', (_, sources) => {
    const names = readNames(sources, ts.ScriptTarget.ES2022).filter((name) => name.startsWith('hf'));
    expect(names.length).toBeGreaterThan(4);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });
});

it('ends all lines as the compiler does', () => {
  const { outputs } = compileSources({
    rootNames: ['/project/a.ts'],
    sources: { '/project/a.ts': '/** @cache */\nexport async function f(n: number): Promise<number> { return n; }\n' },
    options: { types: [], module: ModuleKind.ESNext, newLine: ts.NewLineKind.CarriageReturnLineFeed },
  });
  const [text = ''] = outputs.values();
  expect(text.split('\r\n').length).toBeGreaterThan(10);
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});

it('a parameter that stands twice, as sloppy code may have it, is one part of the key', () => {
  const { analysis } = compileSources({
    rootNames: ['/project/a.js'],
    sources: {
      '/project/a.js':
        "/** @cache\n * @returns {string} */\nfunction f(a, a, b) { return arguments[0] + '-' + a + '-' + b; }\n",
    },
    options: { types: [], module: ModuleKind.CommonJS, allowJs: true, checkJs: false, alwaysStrict: false },
  });
  const holes = [...analysis.values()].flatMap(({ functions }) => functions.map(({ spec }) => spec.holes));
  expect(holes).toEqual([['a', 'b']]);
});
