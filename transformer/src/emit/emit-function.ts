import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { emitBody } from './emit-body.ts';
import type { EmitContext } from './emit-context.ts';

/**
 * A cached function with its new body. A function value is attached where it stands, inside an object literal
 * that gives it the name it had: `hf_1.attach({ findUser: async (id) => { … } }.findUser)`.
 */
export function emitFunction(context: EmitContext, node: ts.Node, analyzed: AnalyzedFunction): ts.Node {
  const { typescript, factory, names } = context;
  const handle = names.handles.get(analyzed);
  if (handle === undefined || !hasBody(typescript, node)) return node;
  const body = emitBody(context, { analyzed, handle, body: node.body });
  if (typescript.isFunctionDeclaration(node)) {
    const { modifiers, asteriskToken, name, typeParameters, parameters, type } = node;
    return factory.updateFunctionDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (typescript.isMethodDeclaration(node)) {
    const { modifiers, asteriskToken, name, questionToken, typeParameters, parameters, type } = node;
    return factory.updateMethodDeclaration(
      node,
      modifiers,
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  const value = updateValue(context, node, body);
  return emitAttached(context, handle, { value, name: nameOfValue(context, analyzed) });
}

type WithBody = (ts.FunctionDeclaration | ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression) & {
  readonly body: ts.ConciseBody;
};

function hasBody(typescript: typeof ts, node: ts.Node): node is WithBody {
  const isFunction =
    typescript.isFunctionDeclaration(node) ||
    typescript.isMethodDeclaration(node) ||
    typescript.isArrowFunction(node) ||
    typescript.isFunctionExpression(node);
  return isFunction && node.body !== undefined;
}

function updateValue(
  { typescript, factory }: EmitContext,
  node: ts.ArrowFunction | ts.FunctionExpression,
  body: ts.Block,
): ts.Expression {
  const { modifiers, typeParameters, parameters, type } = node;
  if (typescript.isArrowFunction(node)) {
    return factory.updateArrowFunction(
      node,
      modifiers,
      typeParameters,
      parameters,
      type,
      node.equalsGreaterThanToken,
      body,
    );
  }
  const { asteriskToken, name } = node;
  return factory.updateFunctionExpression(node, modifiers, asteriskToken, name, typeParameters, parameters, type, body);
}

/** CommonJS assigns a default export to a property, which gives an anonymous function no name. */
function nameOfValue({ style }: EmitContext, { shape }: AnalyzedFunction): string | undefined {
  if (shape.form === 'variable') return shape.name;
  return style === 'import' ? 'default' : undefined;
}

interface NamedValue {
  readonly value: ts.Expression;
  readonly name: string | undefined;
}

function emitAttached({ factory }: EmitContext, handle: ts.Identifier, { value, name }: NamedValue): ts.Expression {
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  if (name === undefined) return factory.createCallExpression(attach, undefined, [value]);
  const holder = factory.createObjectLiteralExpression([factory.createPropertyAssignment(name, value)]);
  return factory.createCallExpression(attach, undefined, [factory.createPropertyAccessExpression(holder, name)]);
}
