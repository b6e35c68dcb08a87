import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { emitBody } from './emit-body.ts';
import type { EmitContext } from './emit-context.ts';
import { emitDefaultName } from './emit-default-name.ts';
import { emitNamed } from './emit-named.ts';

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
    const { asteriskToken, name, typeParameters, parameters, type } = node;
    return factory.updateFunctionDeclaration(
      node,
      listModifiers(context, node, analyzed),
      asteriskToken,
      name ?? emitDefaultName(context, analyzed),
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  if (typescript.isMethodDeclaration(node)) {
    const { asteriskToken, name, questionToken, typeParameters, parameters, type } = node;
    return factory.updateMethodDeclaration(
      node,
      listModifiers(context, node, analyzed),
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  const value = updateValue(context, node, { body, modifiers: listModifiers(context, node, analyzed) });
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  return factory.createCallExpression(attach, undefined, [emitNamed(factory, nameOfValue(context, analyzed), value)]);
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

/** Without `async` where the function that is emitted need not be one. */
function listModifiers(
  { typescript }: EmitContext,
  { modifiers }: WithBody,
  { spec }: AnalyzedFunction,
): readonly ts.ModifierLike[] | undefined {
  if (spec.types?.dropsAsync !== true) return modifiers;
  return modifiers?.filter(({ kind }) => kind !== typescript.SyntaxKind.AsyncKeyword);
}

interface NewParts {
  readonly body: ts.Block;
  readonly modifiers: readonly ts.ModifierLike[] | undefined;
}

function updateValue(
  { typescript, factory }: EmitContext,
  node: ts.ArrowFunction | ts.FunctionExpression,
  { body, modifiers: given }: NewParts,
): ts.Expression {
  const { typeParameters, parameters, type } = node;
  // A function value has no modifiers but `async`.
  const modifiers = given as readonly ts.Modifier[] | undefined;
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
  if (shape.form === 'default') return style === 'import' ? 'default' : undefined;
  return 'name' in shape ? shape.name : undefined;
}
