import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { NamedWord } from '../parse-tag-lines/cache-options.ts';
import { findImport, isTypeOnly } from './find-import.ts';
import type { FunctionContext } from './function-context.ts';
import type { FunctionRoot } from './named-function.ts';
import { skipWrappers } from './skip-wrappers.ts';
import { typeOfThis } from './type-of-this.ts';

/** A function that a tag line names, as it is written there. */
export interface FunctionName {
  /** What stands before the name, for messages: `if=`, `@tag =`. */
  readonly before: string;
  readonly word: NamedWord;
}

/** A function that was found. */
export interface ResolvedFunction {
  readonly root: FunctionRoot;
  readonly properties: readonly string[];
  readonly type: ts.Type;
}

/**
 * Finds the function that a tag line names, in the scope around the cached one: what its body declares does not
 * count, and a parameter is refused, since it is another function in each call.
 */
export function resolveFunction(fn: FunctionContext, { before, word }: FunctionName): ResolvedFunction | Diagnostic {
  const { checker, on } = fn;
  const [root = '', ...properties] = word.name.split('.');
  const start = root === 'this' ? resolveThis(fn, { before, word }) : resolveRoot(fn, { before, word }, root);
  if ('code' in start) return start;
  let { type, path } = { type: start.type, path: root };
  for (const property of properties) {
    const next = typeOfProperty(fn, type, property);
    if (next === undefined) {
      const known = listMethods(fn, type);
      const nearest = nearestName(property, known);
      return DIAGNOSTICS.unknownFunction(word, {
        name: `${before}${word.name}`,
        problem: `finds no ${property} in ${path}, which is of type ${checker.typeToString(type, fn.shape.node)}`,
        nearest: nearest && `${before}${path}.${nearest}`,
      });
    }
    type = next.type;
    path += `.${property}`;
    if (isItself(fn, next.declarations)) {
      return DIAGNOSTICS.unusableFunction(word, { name: `${before}${word.name}`, problem: `is ${on} itself` });
    }
  }
  return { root: start.root, properties: [...start.properties, ...properties], type };
}

function resolveThis(fn: FunctionContext, { before, word }: FunctionName): ResolvedFunction | Diagnostic {
  const type = typeOfThis(fn);
  if (type !== undefined) return { root: { kind: 'this' }, properties: [], type };
  return DIAGNOSTICS.unknownFunction(word, {
    name: `${before}${word.name}`,
    problem: `reads this, which ${fn.on} does not have`,
    nearest: undefined,
  });
}

function resolveRoot(fn: FunctionContext, { before, word }: FunctionName, root: string): ResolvedFunction | Diagnostic {
  const { typescript, checker, shape, on } = fn;
  const name = `${before}${word.name}`;
  if (fn.parameters.some((parameter) => parameter.name === root)) {
    const problem = `names the parameter ${root} of ${on}, which is given anew in each call`;
    return DIAGNOSTICS.unusableFunction(word, { name, problem });
  }
  const symbol = checker.resolveName(root, shape.node.parent, typescript.SymbolFlags.Value, false);
  // A function expression's own name hides what is around it.
  const hasName = typescript.isFunctionExpression(shape.node) && shape.node.name?.text === root;
  if (hasName || isItself(fn, symbol?.declarations))
    return DIAGNOSTICS.unusableFunction(word, { name, problem: `is ${on} itself` });
  if (symbol === undefined) {
    const nearest = findNearest(fn, root);
    const problem = `is not in scope where ${on} is declared`;
    return DIAGNOSTICS.unknownFunction(word, { name, problem, nearest: nearest && `${before}${nearest}` });
  }
  if (isTypeOnly(fn, symbol)) return DIAGNOSTICS.typeOnlyFunction(word, { name, root });
  return { ...locate(fn, symbol, root), type: checker.getTypeOfSymbol(symbol) };
}

/** From where the emitted code reaches a name: `import keep = Policies.keep` is dropped where nothing but comments uses it. */
function locate(fn: FunctionContext, symbol: ts.Symbol, root: string): Pick<ResolvedFunction, 'root' | 'properties'> {
  const { typescript, checker, sourceFile } = fn;
  const imported = findImport(fn, symbol);
  if (imported !== undefined) return { root: imported, properties: [] };
  const declaration = (symbol.declarations ?? []).find((node) => node.getSourceFile() === sourceFile);
  if (declaration !== undefined && typescript.isImportEqualsDeclaration(declaration)) {
    const [first, ...names] = listNames(typescript, declaration.moduleReference);
    const target = first && checker.getSymbolAtLocation(first);
    if (first !== undefined && target !== undefined) {
      const start = locate(fn, target, first.text);
      return { root: start.root, properties: [...start.properties, ...names.map(({ text }) => text)] };
    }
  }
  const name = declaration && typescript.getNameOfDeclaration(declaration);
  const identifier = name !== undefined && typescript.isIdentifier(name) ? name : undefined;
  return { root: { kind: 'local', name: root, declaration: identifier }, properties: [] };
}

function listNames(typescript: typeof ts, reference: ts.ModuleReference): readonly ts.Identifier[] {
  if (typescript.isIdentifier(reference)) return [reference];
  return typescript.isQualifiedName(reference) ? [...listNames(typescript, reference.left), reference.right] : [];
}

function isItself({ typescript, shape }: FunctionContext, declarations: readonly ts.Node[] = []): boolean {
  const { node } = shape;
  const isValue = typescript.isArrowFunction(node) || typescript.isFunctionExpression(node);
  return declarations.includes(isValue ? skipWrappers(typescript, node.parent) : node);
}

interface Property {
  readonly type: ts.Type;
  readonly declarations: readonly ts.Node[] | undefined;
}

function typeOfProperty(
  { typescript, checker, shape }: FunctionContext,
  type: ts.Type,
  name: string,
): Property | undefined {
  if ((type.flags & typescript.TypeFlags.Any) !== 0) return { type, declarations: undefined };
  const symbol = checker.getPropertyOfType(checker.getApparentType(type), name);
  if (symbol === undefined) return undefined;
  return { type: checker.getTypeOfSymbolAtLocation(symbol, shape.node), declarations: symbol.declarations };
}

function listMethods(fn: FunctionContext, type: ts.Type): readonly string[] {
  const { checker, shape } = fn;
  return checker
    .getPropertiesOfType(checker.getApparentType(type))
    .filter((symbol) => checker.getTypeOfSymbolAtLocation(symbol, shape.node).getCallSignatures().length > 0)
    .map(({ name }) => name);
}

/** Of the names that the project itself gives, the nearest one that can be called or holds what can be. */
function findNearest({ typescript, program, checker, shape }: FunctionContext, root: string): string | undefined {
  const { Value, Alias } = typescript.SymbolFlags;
  const isOwn = ({ declarations = [] }: ts.Symbol): boolean =>
    declarations.some((declaration) => !program.isSourceFileDefaultLibrary(declaration.getSourceFile()));
  const symbols = checker.getSymbolsInScope(shape.node.parent, Value | Alias).filter(isOwn);
  let names = symbols.map(({ name }) => name);
  for (;;) {
    const nearest = nearestName(root, names);
    const symbol = symbols.find(({ name }) => name === nearest);
    if (nearest === undefined || symbol === undefined) return undefined;
    // Of an exported name the scope holds a symbol without a type.
    const type = checker.getTypeOfSymbol(checker.getExportSymbolOfSymbol(symbol));
    if (type.getCallSignatures().length > 0) return nearest;
    names = names.filter((name) => name !== nearest);
  }
}
