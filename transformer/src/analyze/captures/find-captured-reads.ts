import type ts from 'typescript';
import type { FunctionContext } from '../function-context.ts';
import { readStructure } from '../types/read-structure.ts';
import { CaptureScope, type Source } from './capture-scope.ts';
import type { CapturedRead } from './captured-read.ts';
import { type Chain, followChain } from './follow-chain.ts';
import { isWriteOnly } from './is-write-only.ts';
import { listCapturedNames } from './list-captured-names.ts';
import { mayCapture } from './may-capture.ts';
import { skipOuter } from './skip-outer.ts';

/**
 * Everything that a body itself reads from `this`, from functions around it and from variables of a module that change,
 * in the order of the text. What the functions it calls read is not followed.
 */
export function findCapturedReads(fn: FunctionContext): readonly CapturedRead[] {
  if (!mayCapture(fn)) return [];
  const search = new CaptureSearch(fn);
  search.visit(fn.shape.body);
  return search.reads;
}

class CaptureSearch {
  readonly reads: CapturedRead[] = [];
  readonly #fn: FunctionContext;
  readonly #scope: CaptureScope;
  readonly #names: ReadonlySet<string> | undefined;

  constructor(fn: FunctionContext) {
    this.#fn = fn;
    this.#scope = new CaptureScope(fn);
    this.#names = listCapturedNames(fn);
  }

  readonly visit = (node: ts.Node): void => {
    const { typescript } = this.#fn;
    const { ThisKeyword, SuperKeyword } = typescript.SyntaxKind;
    if (typescript.isExpressionWithTypeArguments(node)) {
      this.visit(node.expression);
    } else if (node.kind === ThisKeyword || node.kind === SuperKeyword) {
      this.#readFrom(node);
    } else if (typescript.isIdentifier(node)) {
      if (this.#names?.has(node.text) !== false && isUsedName(typescript, node)) this.#readFrom(node);
    } else if (!typescript.isTypeNode(node)) {
      typescript.forEachChild(node, this.visit);
    }
  };

  #readFrom(root: ts.Node): void {
    const { typescript } = this.#fn;
    const start = this.#scope.resolve(root);
    if (start === undefined) return;
    const chain = followChain(typescript, root, (value) => this.#isLeaf(value));
    const whole = followChain(typescript, root, () => false);
    if (!whole.isReceiver && isWriteOnly(typescript, whole.value)) return;
    const source = this.#extend(start, root, chain);
    if (chain.isExact && !chain.isReceiver && this.#takesApart(source, chain.value)) return;
    // `this` itself may be handed on; what others read from it is theirs. But of `this[name]` any field may be read.
    if (isBareThis(source) && !chain.isExact && !chain.isReceiver) {
      this.#add({ ...source, path: [...source.path, '…'] }, chain.value, chain);
    } else if (isBareThis(source)) this.#readSpread(source, chain.value);
    else this.#add(source, chain.value, chain);
  }

  /** Of a text or a list it does not matter which part is read. */
  #isLeaf(value: ts.Node): boolean {
    if (value.kind === this.#fn.typescript.SyntaxKind.ThisKeyword) return false;
    const type = this.#fn.checker.getNonNullableType(this.#typeOf(value));
    const { kind } = readStructure(this.#fn, type);
    return (
      kind === 'list' ||
      kind === 'tuple' ||
      (kind === 'primitive' && (type.flags & this.#fn.typescript.TypeFlags.Never) === 0)
    );
  }

  /** Of a property as it is declared, which is cheaper to ask for than what a condition made of it. */
  #typeOf(value: ts.Node): ts.Type {
    const { typescript, checker } = this.#fn;
    const symbol = typescript.isPropertyAccessExpression(value) ? checker.getSymbolAtLocation(value.name) : undefined;
    return symbol === undefined ? checker.getTypeAtLocation(value) : checker.getTypeOfSymbol(symbol);
  }

  #extend(start: Source, root: ts.Node, { names }: Chain): Source {
    const { typescript } = this.#fn;
    let source = start;
    let value = skipOuter(typescript, root);
    for (const name of names) {
      const { parent } = value;
      const place = typescript.isElementAccessExpression(parent) ? parent.argumentExpression : nameNode(parent);
      source = this.#scope.step(source, name, place) ?? source;
      value = skipOuter(typescript, parent);
    }
    return source;
  }

  #add(source: Source, node: ts.Node, { isReceiver }: Pick<Chain, 'isReceiver'>): void {
    const { origin } = source;
    if (origin.kind === 'namespace' || origin.kind === 'steady') return;
    this.reads.push({ ...source, origin, isReceiver, type: this.#typeOf(node), node });
  }

  /** `const self = this` and `const { tenantId } = this`: what is read shows where the new names are used. */
  #takesApart(source: Source, value: ts.Node): boolean {
    const { typescript } = this.#fn;
    const { parent } = value;
    if (!typescript.isVariableDeclaration(parent) || parent.initializer !== value) return false;
    if (typescript.isIdentifier(parent.name)) return this.#scope.isAlias(parent.name);
    if (!typescript.isObjectBindingPattern(parent.name)) return false;
    this.#readPattern(source, parent.name);
    return true;
  }

  #readPattern(source: Source, pattern: ts.ObjectBindingPattern): void {
    const { typescript } = this.#fn;
    for (const element of pattern.elements) {
      const { name, dotDotDotToken } = element;
      const property = element.propertyName ?? name;
      const isPlain = typescript.isIdentifier(property) || typescript.isStringLiteralLike(property);
      const isStep = isPlain && dotDotDotToken === undefined;
      const next = this.#scope.step(source, isStep ? property.text : '...', property) ?? source;
      if (isStep && typescript.isObjectBindingPattern(name)) this.#readPattern(next, name);
      else if (!typescript.isIdentifier(name) || !this.#scope.isAlias(name)) {
        this.#add(next, name, { isReceiver: false });
      }
    }
  }

  /** `{ ...this }` reads all fields. */
  #readSpread(source: Source, value: ts.Node): void {
    const { typescript, checker } = this.#fn;
    if (!typescript.isSpreadAssignment(value.parent)) return;
    for (const symbol of checker.getPropertiesOfType(checker.getTypeAtLocation(value))) {
      const { declarations = [] } = symbol;
      const isMethod = (symbol.flags & typescript.SymbolFlags.Method) !== 0;
      if (isMethod) continue;
      const path = [...source.path, symbol.name];
      this.reads.push({
        origin: { kind: 'this' },
        path,
        declarations,
        isReceiver: false,
        type: checker.getTypeOfSymbol(symbol),
        node: value,
      });
    }
  }
}

function nameNode(node: ts.Node): ts.Node {
  // Of a step by name, which the chain is made of.
  return (node as ts.PropertyAccessExpression).name;
}

function isBareThis({ origin, path }: Source): boolean {
  return origin.kind === 'this' && path.length === 1;
}

/** An identifier that stands for a variable, not for a property, a label or a new name. */
function isUsedName(typescript: typeof ts, node: ts.Identifier): boolean {
  const { parent } = node;
  if (typescript.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (typescript.isShorthandPropertyAssignment(parent)) return true;
  if (typescript.isBindingElement(parent)) return parent.initializer === node;
  if (typescript.isPropertyAssignment(parent)) return parent.initializer === node;
  if ('name' in parent && parent.name === node) return false;
  return !typescript.isBreakOrContinueStatement(parent) && !typescript.isLabeledStatement(parent);
}
