import type ts from 'typescript';
import type { FunctionContext } from '../function-context.ts';
import type { CaptureOrigin } from './captured-read.ts';
import { findModuleWrite } from './list-changing-names.ts';
import { skipInner } from './skip-outer.ts';

/** What an expression of a body stands for, where it comes from outside. */
export interface Source {
  readonly origin: CaptureOrigin | Uncaptured;
  readonly path: readonly string[];
  /** Of the variable, or of the first property of `this` on the path. */
  readonly declarations: readonly ts.Declaration[];
}

/** A module or a namespace, of which only its variables count; `steady` is anything else that it exports. */
type Uncaptured = { readonly kind: 'namespace'; readonly symbol: ts.Symbol } | { readonly kind: 'steady' };

const STEADY: Source = { origin: { kind: 'steady' }, path: [], declarations: [] };
const OF_THIS: Source = { origin: { kind: 'this' }, path: ['this'], declarations: [] };
// `super.region` is another property than `this.region`, so no hole can name it.
const OF_SUPER: Source = { origin: { kind: 'this' }, path: ['super'], declarations: [] };

/** Tells for the names of one body where they come from. A const that only renames, as `self` in `const self = this`, counts as what it renames. */
export class CaptureScope {
  readonly #fn: FunctionContext;
  readonly #known = new Map<ts.Symbol, Source | undefined>();

  constructor(fn: FunctionContext) {
    this.#fn = fn;
  }

  /** The source of an expression that is a root or a chain of properties of one; `undefined` for all others. */
  resolve(expression: ts.Node): Source | undefined {
    const { typescript } = this.#fn;
    if (expression.kind === typescript.SyntaxKind.ThisKeyword)
      return this.#hasOwnThis(expression) ? OF_THIS : undefined;
    if (expression.kind === typescript.SyntaxKind.SuperKeyword)
      return this.#hasOwnThis(expression) ? OF_SUPER : undefined;
    if (typescript.isIdentifier(expression)) return this.#resolveName(expression);
    if (typescript.isPropertyAccessExpression(expression)) {
      return this.step(
        this.resolve(skipInner(typescript, expression.expression)),
        expression.name.text,
        expression.name,
      );
    }
    if (!typescript.isElementAccessExpression(expression)) return undefined;
    const { argumentExpression: name } = expression;
    if (!typescript.isStringLiteralLike(name)) return undefined;
    return this.step(this.resolve(skipInner(typescript, expression.expression)), name.text, name);
  }

  /** The source of a property of a source. `place` is where its name stands. */
  step(source: Source | undefined, name: string, place: ts.Node): Source | undefined {
    if (source === undefined) return undefined;
    const path = [...source.path, name];
    if (source.origin.kind === 'steady') return STEADY;
    if (source.origin.kind === 'namespace') return this.#stepInto(source.origin.symbol, path);
    if (source.path.length > 1 || source.origin.kind !== 'this') return { ...source, path };
    return { ...source, path, declarations: this.#fn.checker.getSymbolAtLocation(place)?.declarations ?? [] };
  }

  #stepInto(namespace: ts.Symbol, path: readonly string[]): Source {
    const symbol = this.#fn.checker.tryGetMemberInModuleExports(path.at(-1) ?? '', namespace);
    const source = symbol && this.#resolveSymbol(symbol);
    if (source?.origin.kind === 'namespace') return { ...source, path };
    // The variable is called by its whole name, which is one step as that of any variable.
    return source?.origin.kind === 'reassigned' ? { ...source, path: [path.join('.')] } : STEADY;
  }

  /** Whether a const of the body only renames what it is made from, so that its uses tell what is read. */
  isAlias(name: ts.Node): boolean {
    const symbol = this.#fn.checker.getSymbolAtLocation(name);
    return symbol !== undefined && this.#resolveSymbol(symbol) !== undefined;
  }

  #resolveName(name: ts.Identifier): Source | undefined {
    const { typescript, checker } = this.#fn;
    const { parent } = name;
    const symbol = typescript.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(name);
    return symbol && this.#resolveSymbol(symbol);
  }

  #resolveSymbol(symbol: ts.Symbol): Source | undefined {
    const known = this.#known.get(symbol);
    if (known !== undefined || this.#known.has(symbol)) return known;
    // A const that is made from itself is no source.
    this.#known.set(symbol, undefined);
    const source = this.#findSource(symbol);
    this.#known.set(symbol, source);
    return source;
  }

  #findSource(symbol: ts.Symbol): Source | undefined {
    const { typescript, checker, shape } = this.#fn;
    const isImported = (symbol.flags & typescript.SymbolFlags.Alias) !== 0;
    const declared = isImported ? checker.getAliasedSymbol(symbol) : symbol;
    const { valueDeclaration: declaration } = declared;
    if (declaration === undefined) return undefined;
    if ((declared.flags & typescript.SymbolFlags.ValueModule) !== 0) {
      if (declaration.getSourceFile().isDeclarationFile) return undefined;
      return { origin: { kind: 'namespace', symbol: declared }, path: [symbol.name], declarations: [] };
    }
    const container = typescript.findAncestor(declaration.parent, (node) => typescript.isFunctionLike(node));
    if (container !== undefined) {
      if (isWithin(shape.node, container)) return this.#resolveLocal(declaration);
      return { origin: { kind: 'outer', outer: container }, path: [symbol.name], declarations: [declaration] };
    }
    const at = findModuleWrite(this.#fn, declaration);
    return at && { origin: { kind: 'reassigned', at }, path: [symbol.name], declarations: [declaration] };
  }

  #resolveLocal(declaration: ts.Declaration): Source | undefined {
    const { typescript } = this.#fn;
    if (typescript.isVariableDeclaration(declaration)) return this.#resolveConst(declaration);
    if (!typescript.isBindingElement(declaration)) return undefined;
    return declaration.initializer === undefined ? this.#resolveElement(declaration) : undefined;
  }

  #resolveConst({ initializer, parent }: ts.VariableDeclaration): Source | undefined {
    const { typescript } = this.#fn;
    const isConst = (parent.flags & typescript.NodeFlags.Const) !== 0;
    return isConst && initializer !== undefined ? this.resolve(skipInner(typescript, initializer)) : undefined;
  }

  /** `name` of `const { user: { name } } = this`. */
  #resolveElement(element: ts.BindingElement): Source | undefined {
    const { typescript } = this.#fn;
    const { parent: pattern, propertyName, name, dotDotDotToken } = element;
    if (!typescript.isObjectBindingPattern(pattern) || dotDotDotToken !== undefined) return undefined;
    const holder = pattern.parent;
    const source = typescript.isBindingElement(holder)
      ? this.#resolveElement(holder)
      : typescript.isVariableDeclaration(holder)
        ? this.#resolveConst(holder)
        : undefined;
    const property = propertyName ?? name;
    const isPlain = typescript.isIdentifier(property) || typescript.isStringLiteralLike(property);
    return isPlain ? this.step(source, property.text, property) : undefined;
  }

  /** Whether `this` at a place is the one of the cached function. */
  #hasOwnThis(node: ts.Node): boolean {
    const { typescript, shape } = this.#fn;
    for (let { parent } = node; parent !== shape.node; { parent } = parent) {
      const binds =
        (typescript.isFunctionLike(parent) && !typescript.isArrowFunction(parent)) ||
        typescript.isPropertyDeclaration(parent) ||
        typescript.isClassStaticBlockDeclaration(parent);
      if (binds) return false;
    }
    return true;
  }
}

function isWithin(outer: ts.Node, node: ts.Node): boolean {
  for (let ancestor: ts.Node | undefined = node; ancestor !== undefined; ancestor = ancestor.parent) {
    if (ancestor === outer) return true;
  }
  return false;
}
