import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { hasModifier } from '../analyze/has-modifier.ts';
import { emitConst } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';
import { emitHoles } from './emit-holes.ts';
import { emitLoadGuard } from './emit-load-guard.ts';
import { emitNamed } from './emit-named.ts';
import { emitRedeclared } from './emit-redeclared.ts';
import { splitDirectives } from './split-directives.ts';

/** A function of the tree as it is being emitted. */
export interface EmittedFunction {
  readonly analyzed: AnalyzedFunction;
  readonly handle: ts.Identifier;
  readonly body: ts.ConciseBody;
}

/**
 * The new body of a cached function. The old one becomes an arrow function, so `this`, `arguments`, `super`,
 * `new.target` and the parameters mean what they meant, and its nodes are kept, so source maps stay exact.
 *
 * ```ts
 * const hf_hit = hf_1.hit(id, teamId);
 * if (hf_hit !== holdfast_1.MISS) return hf_hit;
 * return hf_1.run({ findUser: async () => { BODY } }.findUser, id, teamId);
 * ```
 */
export function emitBody(context: EmitContext, { analyzed, handle, body }: EmittedFunction): ts.Block {
  const { factory, names } = context;
  const { spec, shape } = analyzed;
  const { directives, inner } = separateDirectives(context, body);
  const { before, body: continued } = emitRedeclared(context, shape, inner);
  const holes = emitHoles(context, analyzed);

  const callHandle = (method: string, args: readonly ts.Expression[]): ts.Expression =>
    factory.createCallExpression(factory.createPropertyAccessExpression(handle, method), undefined, args);
  const miss = factory.createPropertyAccessExpression(names.runtime, 'MISS');
  // The name is what stack traces call the body.
  const arrow = emitNamed(factory, nameOfBody(analyzed), emitArrow(context, analyzed, continued));
  const call = [
    ...(shape.form === 'declaration' && shape.isHoisted ? [emitLoadGuard(context, handle)] : []),
    ...before,
    ...holes.before,
    emitConst(context, names.hit, callHandle('hit', holes.values.slice(0, spec.key.holes))),
    factory.createIfStatement(factory.createStrictInequality(names.hit, miss), emitHit(context, analyzed)),
    ...holes.onMiss,
    factory.createReturnStatement(callHandle('run', [arrow, ...holes.values])),
  ];
  const statements = spec.types?.dropsAsync === true ? [emitRejection(context, call)] : call;
  return factory.createBlock([...directives, ...statements], true);
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

/** A value of the store; a function that gives promises without being `async` has to make one of it. */
function emitHit(context: EmitContext, analyzed: AnalyzedFunction): ts.Statement {
  const { factory, names } = context;
  const { calls, types } = analyzed.spec;
  const isPlain = calls === 'sync' || (isAsync(context, analyzed) && types?.dropsAsync !== true);
  return isPlain ? factory.createReturnStatement(names.hit) : emitPromise(context, 'resolve', names.hit);
}

/**
 * `try { … } catch (hf_error) { return Promise.reject(hf_error); }`: what a key cannot be made of, where the types did
 * not tell, stays a rejection without `async`.
 */
function emitRejection(context: EmitContext, statements: readonly ts.Statement[]): ts.Statement {
  const { factory, names } = context;
  const rejected = factory.createBlock([emitPromise(context, 'reject', names.error)], true);
  const handler = factory.createCatchClause(factory.createVariableDeclaration(names.error), rejected);
  return factory.createTryStatement(factory.createBlock(statements, true), handler, undefined);
}

function emitPromise({ factory }: EmitContext, kind: 'resolve' | 'reject', value: ts.Expression): ts.Statement {
  const make = factory.createPropertyAccessExpression(factory.createIdentifier('Promise'), kind);
  return factory.createReturnStatement(factory.createCallExpression(make, undefined, [value]));
}

function emitArrow(context: EmitContext, analyzed: AnalyzedFunction, body: ts.ConciseBody): ts.ArrowFunction {
  const { typescript, factory } = context;
  const { AsyncKeyword, EqualsGreaterThanToken } = typescript.SyntaxKind;
  const modifiers = isAsync(context, analyzed) ? [factory.createModifier(AsyncKeyword)] : undefined;
  const arrow = factory.createToken(EqualsGreaterThanToken);
  return factory.createArrowFunction(modifiers, undefined, [], undefined, arrow, body);
}

function nameOfBody({ shape }: AnalyzedFunction): string | undefined {
  return 'name' in shape && shape.name !== undefined ? shape.name : shape.node.name?.getText();
}

function isAsync({ typescript }: EmitContext, { shape }: AnalyzedFunction): boolean {
  return hasModifier(typescript, shape.node, 'async');
}
