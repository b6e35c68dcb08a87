import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';
import type { FunctionRoot } from './named-function.ts';

type Imported = Extract<FunctionRoot, { readonly kind: 'import' }>;

/** The import statement behind a name, and what of the module it stands for; `undefined` for any other name. */
export function findImport({ typescript }: AnalysisContext, symbol: ts.Symbol): Imported | undefined {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined) return undefined;
  if (typescript.isImportEqualsDeclaration(declaration)) {
    const isOfModule = typescript.isExternalModuleReference(declaration.moduleReference);
    return isOfModule ? { kind: 'import', statement: declaration, member: undefined } : undefined;
  }
  const statement = typescript.findAncestor(declaration, typescript.isImportDeclaration);
  if (statement === undefined) return undefined;
  if (typescript.isNamespaceImport(declaration)) return { kind: 'import', statement, member: undefined };
  if (!typescript.isImportSpecifier(declaration)) return { kind: 'import', statement, member: 'default' };
  return { kind: 'import', statement, member: (declaration.propertyName ?? declaration.name).text };
}

/**
 * Whether a name is imported as a type, so that there is nothing to call at run time: `import type { keep }`,
 * `import { type keep }`, or a module on the way that exports it as a type.
 */
export function isTypeOnly({ typescript, checker }: AnalysisContext, symbol: ts.Symbol): boolean {
  const seen = new Set<ts.Symbol>();
  for (let alias: ts.Symbol | undefined = symbol; alias !== undefined && !seen.has(alias); ) {
    seen.add(alias);
    if ((alias.flags & typescript.SymbolFlags.Alias) === 0) return false;
    const declarations: readonly ts.Declaration[] = alias.declarations ?? [];
    if (declarations.some((declaration) => typescript.isTypeOnlyImportOrExportDeclaration(declaration))) return true;
    alias = checker.getImmediateAliasedSymbol(alias);
  }
  return false;
}
