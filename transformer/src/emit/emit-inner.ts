import type ts from 'typescript';
import type { FunctionShape } from '../analyze/function-shape.ts';
import { hasModifier } from '../analyze/has-modifier.ts';
import { emitBatchParameters } from './emit-batch-parameters.ts';
import type { EmitContext } from './emit-context.ts';
import { emitNamed } from './emit-named.ts';
import { emitRedeclared } from './emit-redeclared.ts';
import { splitDirectives } from './split-directives.ts';

/** A body of the source. */
export interface InnerBody {
  readonly shape: FunctionShape;
  readonly body: ts.ConciseBody;
  /** Of a batch: the parameter that is the list of items. */
  readonly list?: string | undefined;
}

/** The old body of a function, as a part of its new one. */
export interface EmittedInner {
  /** What stays at the top of the function. */
  readonly directives: readonly ts.Statement[];
  /** Statements that have to stand before the arrow function. */
  readonly before: readonly string[];
  /**
   * The body: `{ findUser: async () => { BODY } }.findUser`. The name is what stack traces call it. That of a batch takes
   * the items that it has to compute.
   */
  readonly arrow: ts.Expression;
}

/**
 * Makes an arrow function of a body, so that `this`, `arguments`, `super`, `new.target` and the parameters mean what they
 * meant. Its nodes are kept, so source maps stay exact.
 */
export function emitInner(context: EmitContext, { shape, body, list }: InnerBody): EmittedInner {
  const { directives, inner } = separateDirectives(context, body);
  const name = nameOfBody(shape);
  if (list !== undefined) {
    const { before, parameters } = emitBatchParameters(context, shape, list);
    const value = emitArrow(context, shape, { parameters, body: inner });
    return { directives, before, arrow: emitNamed(context.factory, name, value) };
  }
  const { before, continued } = emitRedeclared(context, shape, inner);
  const value = emitArrow(context, shape, { parameters: [], body: continued });
  return { directives, before, arrow: emitNamed(context.factory, name, value) };
}

/** Directives such as `"use server"` belong to the function, so they stay at its top. */
function separateDirectives(
  { typescript, factory }: EmitContext,
  body: ts.ConciseBody,
): { readonly directives: readonly ts.Statement[]; readonly inner: ts.ConciseBody } {
  if (!typescript.isBlock(body)) return { directives: [], inner: body };
  const { directives, rest } = splitDirectives(typescript, body.statements);
  if (directives.length === 0) return { directives, inner: body };
  const statements = typescript.setTextRange(factory.createNodeArray(rest), body.statements);
  return { directives, inner: typescript.setTextRange(factory.createBlock(statements, true), body) };
}

function emitArrow(
  { typescript, factory }: EmitContext,
  { node }: FunctionShape,
  { parameters, body }: { readonly parameters: readonly ts.ParameterDeclaration[]; readonly body: ts.ConciseBody },
): ts.ArrowFunction {
  const { AsyncKeyword, EqualsGreaterThanToken } = typescript.SyntaxKind;
  const modifiers = hasModifier(typescript, node, 'async') ? [factory.createModifier(AsyncKeyword)] : undefined;
  const arrow = factory.createToken(EqualsGreaterThanToken);
  return factory.createArrowFunction(modifiers, undefined, parameters, undefined, arrow, body);
}

function nameOfBody(shape: FunctionShape): string | undefined {
  return 'name' in shape && shape.name !== undefined ? shape.name : shape.node.name?.getText();
}
