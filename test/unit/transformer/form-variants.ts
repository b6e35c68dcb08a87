import ts from 'typescript';

/** One way to compile and run all forms. */
export interface FormVariant {
  readonly title: string;
  /** What the forms are run as. */
  readonly format: 'esm' | 'cjs';
  readonly options: ts.CompilerOptions;
}

const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
const esm = { module: ModuleKind.ESNext };
const cjs = { module: ModuleKind.CommonJS };
const nodeNext = { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext };

/** The matrix of compiler options. What a fixture says in its options.json counts before these. */
export const FORM_VARIANTS: readonly FormVariant[] = [
  { title: 'ESM for ESNext', format: 'esm', options: { ...esm, target: ScriptTarget.ESNext } },
  { title: 'ESM for ES2022', format: 'esm', options: { ...esm, target: ScriptTarget.ES2022 } },
  { title: 'ESM for ES2017', format: 'esm', options: { ...esm, target: ScriptTarget.ES2017 } },
  { title: 'CommonJS for ESNext', format: 'cjs', options: { ...cjs, target: ScriptTarget.ESNext } },
  { title: 'CommonJS for ES2017', format: 'cjs', options: { ...cjs, target: ScriptTarget.ES2017 } },
  { title: 'NodeNext in a package of modules', format: 'esm', options: { ...nodeNext, target: ScriptTarget.ES2023 } },
  { title: 'NodeNext in a CommonJS package', format: 'cjs', options: { ...nodeNext, target: ScriptTarget.ES2023 } },
  { title: 'module: preserve', format: 'esm', options: { module: ModuleKind.Preserve, target: ScriptTarget.ESNext } },
  {
    title: 'verbatimModuleSyntax, isolatedModules and erasableSyntaxOnly',
    format: 'esm',
    options: {
      ...nodeNext,
      target: ScriptTarget.ES2024,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      erasableSyntaxOnly: true,
    },
  },
  {
    title: 'assigned class fields',
    format: 'esm',
    options: { ...esm, target: ScriptTarget.ES2022, useDefineForClassFields: false },
  },
];
