import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/** A function of the tree with a body, in any form that can be rewritten. */
export type WithBody = (ts.FunctionDeclaration | ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression) & {
  readonly body: ts.ConciseBody;
};

/** What of a function is replaced. */
export interface NewParts {
  readonly body: ts.Block;
  readonly modifiers: readonly ts.ModifierLike[] | undefined;
  /** For a declaration without one. */
  readonly name?: ts.Identifier | undefined;
}

/** Whether a node is such a function. */
export function hasBody(typescript: typeof ts, node: ts.Node): node is WithBody {
  const isFunction =
    typescript.isFunctionDeclaration(node) ||
    typescript.isMethodDeclaration(node) ||
    typescript.isArrowFunction(node) ||
    typescript.isFunctionExpression(node);
  return isFunction && node.body !== undefined;
}

/** The function with another body, in the form it had. */
export function replaceBody(
  { typescript, factory }: EmitContext,
  node: WithBody,
  { body, modifiers, name: given }: NewParts,
): ts.FunctionDeclaration | ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression {
  const { asteriskToken: star, typeParameters, parameters, type } = node;
  if (typescript.isFunctionDeclaration(node)) {
    const name = node.name ?? given;
    return factory.updateFunctionDeclaration(node, modifiers, star, name, typeParameters, parameters, type, body);
  }
  if (typescript.isMethodDeclaration(node)) {
    return factory.updateMethodDeclaration(
      node,
      modifiers,
      star,
      node.name,
      node.questionToken,
      typeParameters,
      parameters,
      type,
      body,
    );
  }
  // A function value has no modifiers but `async`.
  const own = modifiers as readonly ts.Modifier[] | undefined;
  if (typescript.isArrowFunction(node)) {
    const arrow = node.equalsGreaterThanToken;
    return factory.updateArrowFunction(node, own, typeParameters, parameters, type, arrow, body);
  }
  return factory.updateFunctionExpression(node, own, star, node.name, typeParameters, parameters, type, body);
}
