import type ts from 'typescript';
import { isTarget } from '../is-target.ts';
import { skipOuter } from './skip-outer.ts';

const CHANGING_METHODS = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
  ...['set', 'add', 'delete', 'clear'],
]);

const CHANGING_FUNCTIONS = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'set']);

/**
 * Whether something is put into a variable or a property, or into a part of it, anywhere in `scope`:
 * `context.tenant = tenant`, `delete this.names.a`, `names.push(name)`, `Object.assign(context, more)`. It goes by the
 * name, so another variable of that name counts too.
 */
export function isWrittenThrough(
  typescript: typeof ts,
  scope: ts.Node,
  name: ts.BindingName | ts.PropertyName,
): boolean {
  const text = 'text' in name ? name.text : undefined;
  const isProperty = typescript.isPropertyDeclaration(name.parent);
  const visit = (node: ts.Node): boolean => {
    const isName = typescript.isIdentifier(node) || typescript.isPrivateIdentifier(node);
    if (isName && node !== name && node.text === text) {
      const isStep = typescript.isPropertyAccessExpression(node.parent) && node.parent.name === node;
      if (isStep === isProperty && isWritten(typescript, isStep ? node.parent : node)) return true;
    }
    return typescript.forEachChild(node, visit) === true;
  };
  return visit(scope);
}

function isWritten(typescript: typeof ts, root: ts.Node): boolean {
  let value = skipOuter(typescript, root);
  for (;;) {
    const { parent } = value;
    const isAccess = typescript.isPropertyAccessExpression(parent) || typescript.isElementAccessExpression(parent);
    if (!isAccess || parent.expression !== value) break;
    const outer = skipOuter(typescript, parent);
    if (typescript.isCallExpression(outer.parent) && outer.parent.expression === outer) {
      return CHANGING_METHODS.has(nameOfStep(typescript, parent));
    }
    value = outer;
  }
  return (
    isTarget(typescript, value) ||
    typescript.isDeleteExpression(value.parent) ||
    isRenamed(typescript, value, root) ||
    isChangedByCall(typescript, value)
  );
}

function nameOfStep(typescript: typeof ts, access: ts.PropertyAccessExpression | ts.ElementAccessExpression): string {
  if (typescript.isPropertyAccessExpression(access)) return access.name.text;
  const { argumentExpression: name } = access;
  return typescript.isStringLiteralLike(name) ? name.text : '';
}

/** `const other = context`: what is put into the other name is not followed, so anything may be. */
function isRenamed(typescript: typeof ts, value: ts.Node, root: ts.Node): boolean {
  const { parent } = value;
  const isWhole = value === skipOuter(typescript, root) && typescript.isIdentifier(root);
  return (
    isWhole &&
    typescript.isVariableDeclaration(parent) &&
    parent.initializer === value &&
    typescript.isIdentifier(parent.name)
  );
}

/** `Object.assign(context, …)`, `Reflect.set(context, …)` */
function isChangedByCall(typescript: typeof ts, value: ts.Node): boolean {
  const { parent: call } = value;
  if (!typescript.isCallExpression(call) || call.arguments[0] !== value) return false;
  const { expression: callee } = call;
  return (
    typescript.isPropertyAccessExpression(callee) &&
    typescript.isIdentifier(callee.expression) &&
    ['Object', 'Reflect'].includes(callee.expression.text) &&
    CHANGING_FUNCTIONS.has(callee.name.text)
  );
}
