import type ts from 'typescript';
import type { FunctionContext } from '../function-context.ts';
import { isNested } from '../is-nested.ts';
import { textOf } from '../text-of.ts';
import { listChangingNames } from './list-changing-names.ts';
import { skipInner } from './skip-outer.ts';

/**
 * The names of a body that may stand for something captured, beside `this`: variables of the module, and consts of the
 * body that are made from these or from `this`. `undefined`: any name may, since a function is around this one.
 */
export function listCapturedNames(fn: FunctionContext): ReadonlySet<string> | undefined {
  const { typescript, shape } = fn;
  if (isNested(typescript, shape.node)) return undefined;
  const names = new Set(listChangingNames(fn, textOf(shape.body)));
  const visit = (node: ts.Node): void => {
    if (typescript.isVariableDeclaration(node) && node.initializer !== undefined) {
      const root = rootOf(typescript, node.initializer);
      const isCaptured =
        root.kind === typescript.SyntaxKind.ThisKeyword || (typescript.isIdentifier(root) && names.has(root.text));
      if (isCaptured) addNames(typescript, names, node.name);
    }
    typescript.forEachChild(node, visit);
  };
  visit(shape.body);
  return names;
}

/** `this` of `this.config.region`. */
function rootOf(typescript: typeof ts, expression: ts.Expression): ts.Expression {
  const inner = skipInner(typescript, expression);
  const isAccess = typescript.isPropertyAccessExpression(inner) || typescript.isElementAccessExpression(inner);
  return isAccess ? rootOf(typescript, inner.expression) : inner;
}

function addNames(typescript: typeof ts, names: Set<string>, name: ts.BindingName): void {
  if (typescript.isIdentifier(name)) {
    names.add(name.text);
    return;
  }
  for (const element of name.elements) {
    if (typescript.isBindingElement(element)) addNames(typescript, names, element.name);
  }
}
