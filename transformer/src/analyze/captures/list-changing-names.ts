import type ts from 'typescript';
import type { AnalysisContext } from '../analysis-context.ts';
import { findReassignment } from '../find-reassignment.ts';

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/**
 * Names of a file whose variables may change while the program runs: those of the file that are no const, and imported
 * ones that their own module assigns anew. Asked once for each file, so that the names of a body need not be resolved.
 */
export function listChangingNames(context: AnalysisContext): ReadonlySet<string> {
  const { sourceFile } = context;
  const before = known.get(sourceFile);
  if (before !== undefined) return before;
  const names = new Set([...listVariables(context), ...listChangingImports(context)]);
  known.set(sourceFile, names);
  return names;
}

/** Where a variable that no function holds is assigned anew; `undefined` where nothing does, or for no variable. */
export function findModuleWrite(context: AnalysisContext, declaration: ts.Declaration): ts.Node | undefined {
  const { typescript } = context;
  const isVariable = typescript.isVariableDeclaration(declaration) || typescript.isBindingElement(declaration);
  const sourceFile = declaration.getSourceFile();
  if (!isVariable || sourceFile.isDeclarationFile) return undefined;
  const at = findReassignment({ ...context, sourceFile }, declaration);
  // Of a script's variable all that is known is that other scripts may change it.
  return at === declaration ? undefined : at;
}

function listVariables({ typescript, sourceFile }: AnalysisContext): readonly string[] {
  const names: string[] = [];
  const addName = (name: ts.BindingName): void => {
    if (typescript.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (typescript.isBindingElement(element)) addName(element.name);
  };
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node)) return;
    if (typescript.isVariableDeclarationList(node) && (node.flags & typescript.NodeFlags.Const) === 0) {
      for (const { name } of node.declarations) addName(name);
    }
    typescript.forEachChild(node, visit);
  };
  visit(sourceFile);
  return names;
}

function listChangingImports(context: AnalysisContext): readonly string[] {
  const { typescript, checker, sourceFile } = context;
  return sourceFile.statements.flatMap((statement) => {
    if (!typescript.isImportDeclaration(statement)) return [];
    const { importClause } = statement;
    const bindings = importClause?.namedBindings;
    const elements = bindings !== undefined && typescript.isNamedImports(bindings) ? bindings.elements : [];
    const names = [...(importClause?.name ? [importClause.name] : []), ...elements.map(({ name }) => name)];
    return names.flatMap((name) => {
      const symbol = checker.getSymbolAtLocation(name);
      const isAlias = symbol !== undefined && (symbol.flags & typescript.SymbolFlags.Alias) !== 0;
      const declaration = isAlias ? checker.getAliasedSymbol(symbol).valueDeclaration : undefined;
      return declaration !== undefined && findModuleWrite(context, declaration) !== undefined ? [name.text] : [];
    });
  });
}
