import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { hasModifier } from '../analyze/has-modifier.ts';
import { emitConst } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';
import { emitCopied } from './emit-copied.ts';
import { emitHoles } from './emit-holes.ts';
import { emitInner } from './emit-inner.ts';
import { emitLoadGuard } from './emit-load-guard.ts';
import { emitPlain } from './emit-plain.ts';
import { listOf } from './list-of.ts';

/** A function of the tree as it is being emitted. */
export interface EmittedFunction {
  readonly analyzed: AnalyzedFunction;
  readonly handle: ts.Identifier;
  readonly body: ts.ConciseBody;
}

/**
 * The new body of a cached function; the old one is handed over as a function.
 *
 * ```ts
 * const hf_hit = hf_1.hit(id, teamId);
 * if (typeof hf_hit !== "symbol" || hf_hit !== holdfast_1.MISS) return hf_hit;
 * const hf_teamId = teamId;
 * const hf_id = id;
 * {
 *     let teamId = hf_teamId, id = hf_id;
 *     return hf_1.run({ findUser: async () => { BODY } }.findUser, id, teamId);
 * }
 * ```
 *
 * A batch has no look-up of its own, since each of its items has one:
 *
 * ```ts
 * return hf_1.run({ loadComments: async (ids) => { BODY } }.loadComments, ids, locale);
 * ```
 */
export function emitBody(context: EmitContext, { analyzed, handle, body }: EmittedFunction): ts.Block {
  const { factory } = context;
  const { spec, shape } = analyzed;
  const { directives, before, arrow } = emitInner(context, { shape, body, list: listOf(spec) });
  const holes = emitHoles(context, analyzed, handle);
  const callHandle = (method: string, args: readonly ts.Expression[]): ts.Expression =>
    factory.createCallExpression(factory.createPropertyAccessExpression(handle, method), undefined, args);
  const lookUp = callHandle('hit', holes.values.slice(0, spec.key.holes));
  const onMiss = [
    ...holes.onMiss,
    factory.createReturnStatement(callHandle('run', [emitPlain(context, analyzed, arrow), ...holes.values])),
  ];
  const call = [
    ...(shape.form === 'declaration' && shape.isHoisted ? [emitLoadGuard(context, handle)] : []),
    ...before,
    ...holes.before,
    ...(spec.batch === undefined
      ? [...emitLookUp(context, analyzed, lookUp), ...emitCopied(context, shape, onMiss)]
      : onMiss),
  ];
  const statements = spec.types?.dropsAsync === true ? [emitRejection(context, call)] : call;
  return factory.createBlock([...directives, ...statements], true);
}

/**
 * `const hf_hit = …; if (typeof hf_hit !== "symbol" || hf_hit !== holdfast_1.MISS) return hf_hit;`. The second comparison
 * alone would do, but costs ten times as much: V8 does not know what a module's variable holds.
 */
function emitLookUp(context: EmitContext, analyzed: AnalyzedFunction, lookUp: ts.Expression): readonly ts.Statement[] {
  const { factory, names } = context;
  const miss = factory.createPropertyAccessExpression(names.runtime, 'MISS');
  const isNoSymbol = factory.createStrictInequality(
    factory.createTypeOfExpression(names.hit),
    factory.createStringLiteral('symbol'),
  );
  const isHit = factory.createLogicalOr(isNoSymbol, factory.createStrictInequality(names.hit, miss));
  return [emitConst(context, names.hit, lookUp), factory.createIfStatement(isHit, emitHit(context, analyzed))];
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

function isAsync({ typescript }: EmitContext, { shape }: AnalyzedFunction): boolean {
  return hasModifier(typescript, shape.node, 'async');
}
