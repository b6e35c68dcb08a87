import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/analyze-file.ts';
import type { FunctionRoot, ImportStatement, NamedFunction } from '../analyze/named-function.ts';
import type { ImportStyle } from './choose-import-style.ts';
import type { EmitContext } from './emit-context.ts';

/** A name of another module that a tag line uses. */
export type Imported = Extract<FunctionRoot, { readonly kind: 'import' }>;

/** The imported names that tag lines of a file use. */
export function listImported({ functions, writers }: Pick<FileAnalysis, 'functions' | 'writers'>): readonly Imported[] {
  const imported: Imported[] = [];
  const add = ({ root }: NamedFunction): void => {
    if (root.kind === 'import') imported.push(root);
  };
  for (const analyzed of functions) analyzed.functions.forEach(add);
  for (const { plan } of functions) plan?.functions.forEach(add);
  for (const { plan } of writers) plan?.functions.forEach(add);
  return imported;
}

/**
 * A second import behind a statement that brings in functions which only tag lines use. The compiler drops what no
 * code uses, and in CommonJS it finds names of imports in the parsed text only, so this one has a name of its own:
 * `import * as hf_policies from "./policies.js";`
 */
export function emitModuleImport(
  context: EmitContext,
  statement: ts.Node,
  imported: readonly Imported[],
): readonly ts.Statement[] {
  const { typescript, factory, names, style } = context;
  const uses = imported.filter((root) => root.statement === statement);
  const [first] = uses;
  const name = first && names.imports.get(first.statement);
  const specifier = first && readSpecifier(typescript, first.statement);
  if (name === undefined || first === undefined || specifier === undefined) return [];
  const text = factory.createStringLiteral(specifier.text);
  if (typescript.isImportEqualsDeclaration(first.statement) || isPlain(style, uses)) {
    const reference = factory.createExternalModuleReference(text);
    return [factory.createImportEqualsDeclaration(undefined, false, name, reference)];
  }
  const clause = factory.createImportClause(undefined, undefined, factory.createNamespaceImport(name));
  return [factory.createImportDeclaration(undefined, clause, text)];
}

/** In CommonJS only a default needs what `esModuleInterop` does to a module. */
function isPlain(style: ImportStyle, uses: readonly Imported[]): boolean {
  return style !== 'import' && uses.every(({ member }) => member !== undefined && member !== 'default');
}

/** The text that names a module: `./policies.js`. */
export function readSpecifier(typescript: typeof ts, statement: ImportStatement): ts.StringLiteralLike | undefined {
  const specifier = typescript.isImportDeclaration(statement)
    ? statement.moduleSpecifier
    : typescript.isExternalModuleReference(statement.moduleReference)
      ? statement.moduleReference.expression
      : undefined;
  return specifier !== undefined && typescript.isStringLiteralLike(specifier) ? specifier : undefined;
}
