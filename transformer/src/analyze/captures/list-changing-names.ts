import type ts from 'typescript';
import type { AnalysisContext } from '../analysis-context.ts';
import { findReassignment } from '../find-reassignment.ts';

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/**
 * Names of a file whose variables may change while the program runs: those of the file that are no const or stand in a
 * loop, imported ones that their own module assigns anew, and namespaces, which may hold such. Asked once for each file, so that the names of a body need not be resolved.
 */
export function listChangingNames(context: AnalysisContext): ReadonlySet<string> {
  const { sourceFile } = context;
  const before = known.get(sourceFile);
  if (before !== undefined) return before;
  const names = new Set([...listVariables(context), ...listChangingImports(context)]);
  known.set(sourceFile, names);
  return names;
}

/**
 * Where a variable that no function holds is assigned anew, or the loop that makes it anew in each turn; the variable
 * itself if a namespace exports it, since any file may assign it then. `undefined` where nothing does, or for no variable.
 */
export function findModuleWrite(context: AnalysisContext, declaration: ts.Declaration): ts.Node | undefined {
  const { typescript } = context;
  const isVariable = typescript.isVariableDeclaration(declaration) || typescript.isBindingElement(declaration);
  const sourceFile = declaration.getSourceFile();
  if (!isVariable || sourceFile.isDeclarationFile) return undefined;
  const loop = findLoop(typescript, declaration);
  if (loop !== undefined) return loop;
  const at = findReassignment({ ...context, sourceFile }, declaration);
  if (at === declaration || at === undefined) return isOpen(typescript, declaration) ? declaration : undefined;
  return at;
}

/** The loop that makes a variable of a module anew in each turn. */
export function findLoop(typescript: typeof ts, node: ts.Node): ts.Node | undefined {
  return typescript.findAncestor(node, (outer) => typescript.isIterationStatement(outer, false));
}

/** Whether any file may assign a variable. Of a script's all that is known is that other scripts may change it. */
function isOpen(typescript: typeof ts, declaration: ts.VariableDeclaration | ts.BindingElement): boolean {
  const { ModifierFlags, NodeFlags } = typescript;
  const isConst = (typescript.getCombinedNodeFlags(declaration) & NodeFlags.Const) !== 0;
  const isExported = (typescript.getCombinedModifierFlags(declaration) & ModifierFlags.Export) !== 0;
  return !isConst && isExported && typescript.findAncestor(declaration, typescript.isModuleBlock) !== undefined;
}

function listVariables({ typescript, sourceFile }: AnalysisContext): readonly string[] {
  const { InterfaceDeclaration, TypeAliasDeclaration, ImportDeclaration, ExportDeclaration } = typescript.SyntaxKind;
  const withoutVariables = new Set<ts.SyntaxKind>([
    ...[InterfaceDeclaration, TypeAliasDeclaration, ImportDeclaration, ExportDeclaration],
  ]);
  const names: string[] = [];
  const addName = (name: ts.BindingName): void => {
    if (typescript.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (typescript.isBindingElement(element)) addName(element.name);
  };
  const visit = (node: ts.Node): void => {
    // Neither these nor types declare any.
    if (withoutVariables.has(node.kind) || typescript.isFunctionLike(node) || typescript.isTypeNode(node)) return;
    if (typescript.isModuleDeclaration(node)) names.push(node.name.text);
    const isList = typescript.isVariableDeclarationList(node);
    if (isList && ((node.flags & typescript.NodeFlags.Const) === 0 || findLoop(typescript, node) !== undefined)) {
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
    const whole = bindings !== undefined && typescript.isNamespaceImport(bindings) ? [bindings.name.text] : [];
    const changing = names.flatMap((name) => {
      const symbol = checker.getSymbolAtLocation(name);
      const isAlias = symbol !== undefined && (symbol.flags & typescript.SymbolFlags.Alias) !== 0;
      const declared = isAlias ? checker.getAliasedSymbol(symbol) : undefined;
      if (declared?.valueDeclaration === undefined) return [];
      const isNamespace = (declared.flags & typescript.SymbolFlags.ValueModule) !== 0;
      return isNamespace || findModuleWrite(context, declared.valueDeclaration) !== undefined ? [name.text] : [];
    });
    return [...whole, ...changing];
  });
}
