import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const { ModuleKind, ModuleResolutionKind } = ts;
const FOLDER = import.meta.dirname;
const KEEP = 'export const keep = (id: number): boolean => id > 0;\nexport interface Policy { readonly id: number }\n';
const KEEP_EQUALS = 'function keep(id: number): boolean { return id > 0; }\nexport = keep;\n';
const FIND = '/** @cache if=keep */\nexport function find(id: number): number { return id; }\n';

interface Emission {
  readonly modules: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly options: ts.CompilerOptions;
}

/** The lines of the output that import a module of the project, and the predicate. */
function emit(source: string, { modules, file = 'case.ts', options }: Emission): readonly string[] {
  const path = join(FOLDER, file);
  const entries = Object.entries(modules).map(([name, text]) => [join(FOLDER, name), text]);
  const { outputs, problems } = compileSources({
    rootNames: [path],
    sources: { [path]: source, ...Object.fromEntries(entries) },
    options: { types: [], ...options },
  });
  expect([...problems.values()]).toEqual([]);
  const [, text = ''] = [...outputs].find(([name]) => name.includes('/case.')) ?? [];
  return text.split('\n').flatMap((line) => {
    if (/^(import|const) .*keep/.test(line) || /^exports\.keep = (?!void)/.test(line)) return [line];
    return /hf_result => [^)]*\)?\(hf_result, id\)/.exec(line)?.slice(0, 1) ?? [];
  });
}

const nodeNext = { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext };
const commonJs = { module: ModuleKind.CommonJS };

describe('a function that only a tag line names is kept', () => {
  it('in a module', () => {
    expect(
      emit(`import { keep, type Policy } from './keep.js';\n${FIND}`, { modules: { 'keep.ts': KEEP }, options: {} }),
    ).toEqual(['import * as hf_keep from "./keep.js";', 'hf_result => (0, hf_keep.keep)(hf_result, id)']);
  });

  it('in CommonJS', () => {
    expect(
      emit(`import { keep } from './keep.js';\n${FIND}`, { modules: { 'keep.ts': KEEP }, options: commonJs }),
    ).toEqual(['const hf_keep = require("./keep.js");', 'hf_result => (0, hf_keep.keep)(hf_result, id)']);
  });

  it('with the extension that the compiler writes', () => {
    const options = { ...nodeNext, rewriteRelativeImportExtensions: true };
    expect(
      emit(`import { keep } from './keep.ts';\n${FIND}`, { modules: { 'keep.ts': KEEP }, file: 'case.mts', options }),
    ).toEqual(['import * as hf_keep from "./keep.js";', 'hf_result => (0, hf_keep.keep)(hf_result, id)']);
  });

  it('beside an import that the compiler keeps as it is written', () => {
    const options = { verbatimModuleSyntax: true, isolatedModules: true };
    expect(emit(`import { keep } from './keep.js';\n${FIND}`, { modules: { 'keep.ts': KEEP }, options })).toEqual([
      "import { keep } from './keep.js';",
      'import * as hf_keep from "./keep.js";',
      'hf_result => (0, hf_keep.keep)(hf_result, id)',
    ]);
  });

  it('from import = require()', () => {
    const modules = { 'keep.cts': KEEP_EQUALS };
    const source = `import keep = require('./keep.cjs');\n${FIND}`;
    expect(emit(source, { modules, file: 'case.cts', options: nodeNext })).toEqual([
      'const hf_keep = require("./keep.cjs");',
      'hf_result => hf_keep(hf_result, id)',
    ]);
    expect(emit(source, { modules, file: 'case.mts', options: nodeNext })).toEqual([
      'const hf_keep = __require("./keep.cjs");',
      'hf_result => hf_keep(hf_result, id)',
    ]);
  });

  it('as the default of a CommonJS module', () => {
    const source = `import keep from './keep.cjs';\n${FIND}`;
    expect(emit(source, { modules: { 'keep.cts': KEEP_EQUALS }, file: 'case.mts', options: nodeNext })).toEqual([
      'import * as hf_keep from "./keep.cjs";',
      'hf_result => (0, hf_keep.default)(hf_result, id)',
    ]);
    expect(
      emit(source, {
        modules: { 'keep.cts': KEEP_EQUALS },
        file: 'case.cts',
        options: { ...nodeNext, esModuleInterop: true },
      }),
    ).toEqual([
      'const hf_keep = __importStar(require("./keep.cjs"));',
      'hf_result => (0, hf_keep.default)(hf_result, id)',
    ]);
  });

  it('behind an alias of a namespace', () => {
    const modules = { 'keep.ts': `export namespace Policies { ${KEEP.split('\n')[0]} }` };
    const source = `import * as module from './keep.js';\nimport keep = module.Policies.keep;\n${FIND}`;
    expect(emit(source, { modules, options: {} })).toEqual([
      'import * as hf_keep from "./keep.js";',
      'hf_result => hf_keep.Policies.keep(hf_result, id)',
    ]);
  });
});

describe('a function of the file itself', () => {
  it('is read where CommonJS keeps it', () => {
    const constant = `export const keep: (id: number) => boolean = Boolean;\n${FIND}`;
    expect(emit(constant, { modules: {}, options: commonJs })).toEqual([
      'exports.keep = Boolean;',
      'hf_result => (0, exports.keep)(hf_result, id)',
    ]);
    const pattern = `export const { keep } = { keep: Boolean };\n${FIND}`;
    expect(emit(pattern, { modules: {}, options: commonJs })).toEqual([
      'exports.keep = { keep: Boolean }.keep;',
      'hf_result => (0, exports.keep)(hf_result, id)',
    ]);
  });

  it('is read where a namespace keeps it', () => {
    const source = `export namespace Space { export const keep: (id: number) => boolean = Boolean;\n${FIND} }`;
    expect(emit(source, { modules: {}, options: commonJs })).toEqual(['hf_result => Space.keep(hf_result, id)']);
  });

  it('is read as it stands in JavaScript', () => {
    const source =
      "const { keep } = require('./keep.js');\n/** @cache if=keep\n * @param {number} id */\nfunction find(id) { return id; }\nexports.find = find;\n";
    const options = { ...commonJs, allowJs: true, checkJs: true, outDir: join(FOLDER, 'out') };
    const modules = { 'keep.js': 'exports.keep = Boolean;\n' };
    expect(emit(source, { modules, file: 'case.js', options })).toEqual([
      "const { keep } = require('./keep.js');",
      'hf_result => keep(hf_result, id)',
    ]);
  });
});
