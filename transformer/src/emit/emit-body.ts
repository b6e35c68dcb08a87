import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { hasModifier } from '../analyze/has-modifier.ts';
import type { EmitContext } from './emit-context.ts';
import { emitCopied } from './emit-copied.ts';
import { emitHoles } from './emit-holes.ts';
import { emitInner } from './emit-inner.ts';
import { emitPieces, type Piece } from './emit-pieces.ts';
import { emitPlain } from './emit-plain.ts';
import { levelOf } from './level-of.ts';
import { listOf } from './list-of.ts';
import { rawText } from './raw-text.ts';
import { renderLoadGuard } from './render-load-guard.ts';

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
 * const hf_hit = hf1.hit(id, teamId);
 * if (typeof hf_hit !== "symbol" || hf_hit !== hf_runtime.MISS) return hf_hit;
 * const hf_teamId = teamId, hf_id = id;
 * {
 *     let teamId = hf_teamId, id = hf_id;
 *     return hf1.run({ findUser: async () => { BODY } }.findUser, id, teamId);
 * }
 * ```
 *
 * A batch has no look-up of its own, since each of its items has one:
 *
 * ```ts
 * return hf1.run({ loadComments: async (ids) => { BODY } }.loadComments, ids, locale);
 * ```
 */
export function emitBody(context: EmitContext, { analyzed, handle, body: given }: EmittedFunction): ts.Block {
  const { factory } = context;
  const { spec, shape } = analyzed;
  const { directives, before, arrow } = emitInner(context, { shape, body: given, list: listOf(spec) });
  const holes = emitHoles(context, analyzed, handle);
  const run = rawText(context, `${handle.text}.run`);
  const args = [emitPlain(context, analyzed, arrow), ...holes.values];
  const returned = factory.createReturnStatement(factory.createCallExpression(run, undefined, args));
  const onMiss = [...holes.onMiss, returned];
  const rejects = spec.types?.dropsAsync === true;
  const level = levelOf(context.typescript, shape.node) + Number(rejects);
  const call: Piece[] = [];
  if (shape.form === 'declaration' && shape.isHoisted) call.push(renderLoadGuard(context, handle));
  call.push(...before, ...holes.before);
  if (spec.batch === undefined) {
    call.push(...renderLookUp(context, analyzed, `${handle.text}.hit(${holes.key})`));
    call.push(...emitCopied(context, shape, { statements: onMiss, level }));
  } else {
    call.push(...onMiss);
  }
  const statements = emitPieces(context, call, level);
  const body = rejects ? [emitRejection(context, statements, level)] : statements;
  return factory.createBlock(directives.length === 0 ? body : [...directives, ...body], true);
}

/**
 * `const hf_hit = …; if (typeof hf_hit !== "symbol" || hf_hit !== hf_runtime.MISS) return hf_hit;`. The second comparison
 * alone would do, but costs ten times as much: V8 does not know what a module's variable holds.
 */
function renderLookUp(context: EmitContext, analyzed: AnalyzedFunction, lookUp: string): readonly string[] {
  const { runtime, hit } = context.names;
  const isHit = `typeof ${hit} !== "symbol" || ${hit} !== ${runtime.text}.MISS`;
  return [`const ${hit} = ${lookUp}`, `if (${isHit}) return ${renderHit(context, analyzed)}`];
}

/** A value of the store; a function that gives promises without being `async` has to make one of it. */
function renderHit(context: EmitContext, analyzed: AnalyzedFunction): string {
  const { calls, types } = analyzed.spec;
  const isPlain = calls === 'sync' || (isAsync(context, analyzed) && types?.dropsAsync !== true);
  const { hit } = context.names;
  return isPlain ? hit : `Promise.resolve(${hit})`;
}

/**
 * `try { … } catch (hf_error) { return Promise.reject(hf_error); }`: what a key cannot be made of, where the types did
 * not tell, stays a rejection without `async`.
 */
function emitRejection(context: EmitContext, statements: readonly ts.Statement[], level: number): ts.Statement {
  const { factory, names } = context;
  const rejected = factory.createBlock(
    emitPieces(context, [`return Promise.reject(${names.error.text})`], level),
    true,
  );
  const handler = factory.createCatchClause(factory.createVariableDeclaration(names.error), rejected);
  return factory.createTryStatement(factory.createBlock(statements, true), handler, undefined);
}

function isAsync({ typescript }: EmitContext, { shape }: AnalyzedFunction): boolean {
  return hasModifier(typescript, shape.node, 'async');
}
