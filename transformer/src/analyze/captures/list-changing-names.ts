import type ts from 'typescript';
import type { AnalysisContext } from '../analysis-context.ts';
import { findReassignment } from '../find-reassignment.ts';

/** Names of a file that may stand for something that changes. */
interface FileNames {
  /** Its variables that are no const or stand in a loop, and namespaces, which may hold such. */
  readonly changing: ReadonlySet<string>;
  /** What it imports by name. */
  readonly imported: readonly ts.Identifier[];
  /** Whether these change, which their own modules tell, as far as it was asked. */
  readonly answers: Map<ts.Identifier, boolean>;
}

// A file may be a part of several programs, in which other modules assign what it imports.
const known = new WeakMap<ts.TypeChecker, WeakMap<ts.SourceFile, FileNames>>();

/**
 * The names of a text in a file whose variables may change while the program runs: of the file itself, imported ones that
 * their own module assigns anew, and namespaces. Only what the text has is looked for, so that most names need not be
 * resolved.
 */
export function listChangingNames(context: AnalysisContext, text: string): readonly string[] {
  const { changing, imported, answers } = readNames(context);
  // A name may be written with escapes.
  const hasEscapes = text.includes('\\u');
  const names: string[] = [];
  for (const name of changing) if (hasEscapes || text.includes(name)) names.push(name);
  for (const name of imported) {
    if (!hasEscapes && !text.includes(name.text)) continue;
    const changes = answers.get(name) ?? mayChange(context, name);
    answers.set(name, changes);
    if (changes) names.push(name.text);
  }
  return names;
}

/** Asked once for each file of a program. */
function readNames(context: AnalysisContext): FileNames {
  const { checker, sourceFile } = context;
  const files = known.get(checker) ?? new WeakMap<ts.SourceFile, FileNames>();
  known.set(checker, files);
  const before = files.get(sourceFile);
  if (before !== undefined) return before;
  const names = { changing: new Set(listVariables(context)), imported: listImports(context), answers: new Map() };
  files.set(sourceFile, names);
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
  const names: string[] = [];
  const addName = (name: ts.BindingName): void => {
    if (typescript.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (typescript.isBindingElement(element)) addName(element.name);
  };
  // Of expressions only classes hold statements that no function does.
  const hasStaticBlocks = /\bstatic\b/.test(sourceFile.text);
  const visit = (node: ts.Node): void => {
    if (!hasStaticBlocks && typescript.isVariableDeclaration(node)) return;
    // Neither these nor types declare any.
    if (typescript.isFunctionLike(node) || typescript.isTypeNode(node)) return;
    if (typescript.isModuleDeclaration(node)) names.push(node.name.text);
    const isList = typescript.isVariableDeclarationList(node);
    if (isList && ((node.flags & typescript.NodeFlags.Const) === 0 || findLoop(typescript, node) !== undefined)) {
      for (const { name } of node.declarations) addName(name);
    }
    typescript.forEachChild(node, visit);
  };
  for (const statement of sourceFile.statements) {
    if (hasStaticBlocks || mayDeclareChanging(typescript, statement)) visit(statement);
  }
  return names;
}

/** Not what nearly every statement of a module is: functions, types, imports and consts. */
function mayDeclareChanging(
  { SyntaxKind, NodeFlags, isVariableStatement }: typeof ts,
  statement: ts.Statement,
): boolean {
  switch (statement.kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.ImportDeclaration:
    case SyntaxKind.ExportDeclaration:
      return false;
    default:
      return !isVariableStatement(statement) || (statement.declarationList.flags & NodeFlags.Const) === 0;
  }
}

/** The names that they have in the file. */
function listImports({ typescript, sourceFile }: AnalysisContext): FileNames['imported'] {
  const names: ts.Identifier[] = [];
  for (const statement of sourceFile.statements) {
    if (!typescript.isImportDeclaration(statement) || statement.importClause === undefined) continue;
    const { name, namedBindings } = statement.importClause;
    if (name !== undefined) names.push(name);
    if (namedBindings === undefined) continue;
    const bound = typescript.isNamedImports(namedBindings) ? namedBindings.elements : [namedBindings];
    for (const binding of bound) names.push(binding.name);
  }
  return names;
}

/** Whether an imported name stands for a namespace, or for a variable that its own module assigns anew. */
function mayChange(context: AnalysisContext, name: ts.Identifier): boolean {
  const { typescript, checker } = context;
  if (typescript.isNamespaceImport(name.parent)) return true;
  const symbol = checker.getSymbolAtLocation(name);
  const isAlias = symbol !== undefined && (symbol.flags & typescript.SymbolFlags.Alias) !== 0;
  const declared = isAlias ? checker.getAliasedSymbol(symbol) : undefined;
  if (declared?.valueDeclaration === undefined) return false;
  const isNamespace = (declared.flags & typescript.SymbolFlags.ValueModule) !== 0;
  return isNamespace || findModuleWrite(context, declared.valueDeclaration) !== undefined;
}
