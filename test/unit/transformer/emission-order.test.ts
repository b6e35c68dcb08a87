import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { createTransformer } from '../../../transformer/src/create-transformer.ts';
import { tsPatchPlugin } from '../../../transformer/src/ts-patch-plugin.ts';
import { PLAIN_FORMS } from './compile-forms.ts';
import { type Compilation, compileSources } from './compile-sources.ts';

const PATHS = PLAIN_FORMS.map(({ path }) => path);

/** A program of the forms; nothing is emitted of it but what is asked for. */
function compileForms(options: ts.CompilerOptions): Compilation {
  return compileSources({ rootNames: PATHS, options: { ...options, outDir: '/out', skipLibCheck: true } });
}

interface Emission {
  readonly before?: ts.TransformerFactory<ts.SourceFile>;
  readonly isFirst?: boolean;
}

/** Emits files one by one, each by a transformer of its own as an incremental build does. */
function emitEach(
  { program, analysis }: Compilation,
  paths: readonly string[],
  { before, isFirst = true }: Emission = {},
): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  for (const path of paths) {
    const transformer = createTransformer(analysis, { typescript: ts, program, isFirst, report: () => {} });
    const transformers = { before: before === undefined ? [transformer] : [before, transformer] };
    program.emit(program.getSourceFile(path), (name, text) => outputs.set(name, text), undefined, false, transformers);
  }
  return outputs;
}

/** Each file with a statement more, as another plugin may add one. */
const addStatement: ts.TransformerFactory<ts.SourceFile> =
  ({ factory }) =>
  (file) =>
    factory.updateSourceFile(file, [...file.statements, factory.createExpressionStatement(factory.createTrue())]);

/** Each function with a comment that its file does not have, as tools for coverage put one; the file stays the same. */
const addComments: ts.TransformerFactory<ts.SourceFile> = (transformation) => (file) => {
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isFunctionLike(node)) {
      ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, ' marked ', true);
    }
    return ts.visitEachChild(node, visit, transformation);
  };
  return ts.visitNode(file, visit, ts.isSourceFile);
};

/** The file itself with other statements, which no transformer should do. */
const replaceStatements: ts.TransformerFactory<ts.SourceFile> =
  ({ factory }) =>
  (file) => {
    const statements = factory.createNodeArray([
      ...file.statements,
      factory.createExpressionStatement(factory.createTrue()),
    ]);
    return Object.assign(file, { statements });
  };

const TARGETS = [
  ['as it is written', { target: ts.ScriptTarget.ES2022 }],
  ['taken apart for old engines', { target: ts.ScriptTarget.ES5, ignoreDeprecations: '6.0' }],
  [
    'as CommonJS',
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      ignoreDeprecations: '6.0',
    },
  ],
] as const satisfies readonly (readonly [string, ts.CompilerOptions])[];

describe.each(TARGETS)('code %s is the same in whatever order files are emitted', (_, options) => {
  const whole = compileForms(options);

  it('all at once, as a build does', () => {
    // With the files that these import.
    expect(whole.outputs.size).toBeGreaterThanOrEqual(PATHS.length);
    expect([...whole.outputs.values()].filter((text) => text.includes('hf_load')).length).toBeGreaterThan(20);
  });

  it.each([
    ['one by one', PATHS],
    ['backwards', PATHS.toReversed()],
    ['every third', PATHS.filter((_, index) => index % 3 === 0)],
    ['each twice', PATHS.flatMap((path) => [path, path])],
    ['in pieces', [...PATHS.slice(10), ...PATHS.slice(0, 15)]],
  ])('%s', (_, paths) => {
    const outputs = emitEach(compileForms(options), paths);
    expect(outputs.size).toBe(new Set(paths).size);
    for (const [name, text] of outputs) expect(text, name).toBe(whole.outputs.get(name));
  });

  it('behind a plugin that changed every second file', () => {
    const changed = new Set(PATHS.filter((_, index) => index % 2 === 0));
    const before: ts.TransformerFactory<ts.SourceFile> = (transformation) => (file) =>
      changed.has(file.fileName) ? addStatement(transformation)(file) : file;
    for (const [name, text] of emitEach(compileForms(options), PATHS, { before })) {
      const plain = whole.outputs.get(name) ?? '';
      expect(text.replaceAll(/^true;\n/gm, ''), name).toBe(plain);
    }
  });

  it.each([
    ['marked nodes', addComments, ' marked '],
    ['gave files other statements', replaceStatements, 'true;'],
  ])('behind a plugin that %s and kept the files', (_, before, sign) => {
    const expected = emitEach(compileForms(options), PATHS, { before, isFirst: false });
    const outputs = emitEach(compileForms(options), PATHS, { before });
    expect([...outputs.values()].filter((text) => text.includes(sign)).length).toBeGreaterThan(20);
    for (const [name, text] of outputs) expect(text, name).toBe(expected.get(name));
  });
});

it.each([
  [
    'one plugin before it',
    [
      { name: 'other', transform: 'other' },
      { name: 'holdfast', transform: '@holdfast/transformer' },
    ],
  ],
  [
    'one that says it is none for later',
    [
      { name: 'other', transform: 'other', after: false },
      { name: 'holdfast', transform: '@holdfast/transformer' },
    ],
  ],
  ['no list of plugins', undefined],
])('emits no file ahead with %s, which may change trees in place', (_, plugins) => {
  const { program } = compileForms({ plugins });
  const plugin = tsPatchPlugin(program, { namespace: 'forms' }, { ts, addDiagnostic: () => {} });
  const empty: ts.TransformerFactory<ts.SourceFile> =
    ({ factory }) =>
    (file) => {
      for (const node of file.statements) {
        if (ts.isFunctionDeclaration(node) && node.body !== undefined) {
          Object.assign(node, { body: factory.createBlock([factory.createThrowStatement(factory.createNull())]) });
        }
      }
      return file;
    };
  const outputs: string[] = [];
  program.emit(undefined, (_, text) => outputs.push(text), undefined, false, { before: [empty, plugin] });
  const declared = outputs.filter((text) =>
    /^(?:export )?(?:async )?function \w+\(/m.test(text.replaceAll(/function hf_\w+\(/g, '')),
  );
  expect(declared.length).toBeGreaterThan(10);
  for (const text of declared) expect(text).toContain('throw null');
});
