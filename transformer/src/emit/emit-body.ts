import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { EmitContext } from './emit-context.ts';

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
 * return hf_1.run(async () => { BODY }, id, teamId);
 * ```
 */
export function emitBody(context: EmitContext, { analyzed, handle, body }: EmittedFunction): ts.Block {
  const { factory, names } = context;
  const { spec, shape } = analyzed;
  const { directives, inner } = splitDirectives(context, body);
  const paths = spec.holes.map((path, index) => emitPath(context, path, index < spec.key.holes));
  const keyValues = paths.slice(0, spec.key.holes).map(({ value }) => value);

  const callHandle = (method: string, args: readonly ts.Expression[]): ts.Expression =>
    factory.createCallExpression(factory.createPropertyAccessExpression(handle, method), undefined, args);
  const miss = factory.createPropertyAccessExpression(names.runtime, 'MISS');
  const arrow = emitArrow(context, analyzed, inner);
  return factory.createBlock(
    [
      ...directives,
      ...(shape.form === 'declaration' ? [emitLoadGuard(context, handle)] : []),
      ...paths.flatMap(({ declaration }) => (declaration === undefined ? [] : [declaration])),
      emitConst(context, names.hit, callHandle('hit', keyValues)),
      factory.createIfStatement(factory.createStrictInequality(names.hit, miss), emitHit(context, analyzed)),
      factory.createReturnStatement(callHandle('run', [arrow, ...paths.map(({ value }) => value)])),
    ],
    true,
  );
}

/** Directives such as `"use server"` belong to the function, so they stay at its top. */
function splitDirectives(
  { typescript, factory }: EmitContext,
  body: ts.ConciseBody,
): { readonly directives: readonly ts.Statement[]; readonly inner: ts.ConciseBody } {
  if (!typescript.isBlock(body)) return { directives: [], inner: body };
  const { statements } = body;
  const isDirective = (statement: ts.Statement): boolean =>
    typescript.isExpressionStatement(statement) && typescript.isStringLiteral(statement.expression);
  const end = statements.findIndex((statement) => !isDirective(statement));
  const count = end === -1 ? statements.length : end;
  if (count === 0) return { directives: [], inner: body };
  const rest = typescript.setTextRange(factory.createNodeArray(statements.slice(count)), statements);
  const inner = typescript.setTextRange(factory.createBlock(rest, true), body);
  return { directives: statements.slice(0, count), inner };
}

function emitLoadGuard({ factory, names }: EmitContext, handle: ts.Identifier): ts.Statement {
  const load = factory.createCallExpression(names.load, undefined, []);
  const isMissing = factory.createStrictEquality(handle, factory.createIdentifier('undefined'));
  return factory.createIfStatement(isMissing, factory.createExpressionStatement(load));
}

/** A value of the store; a function that gives promises without being `async` has to make one of it. */
function emitHit(context: EmitContext, analyzed: AnalyzedFunction): ts.Statement {
  const { factory, names } = context;
  if (analyzed.spec.calls === 'sync' || isAsync(context, analyzed)) return factory.createReturnStatement(names.hit);
  const resolve = factory.createPropertyAccessExpression(factory.createIdentifier('Promise'), 'resolve');
  return factory.createReturnStatement(factory.createCallExpression(resolve, undefined, [names.hit]));
}

function emitArrow(context: EmitContext, analyzed: AnalyzedFunction, body: ts.ConciseBody): ts.ArrowFunction {
  const { typescript, factory } = context;
  const { AsyncKeyword, EqualsGreaterThanToken } = typescript.SyntaxKind;
  const modifiers = isAsync(context, analyzed) ? [factory.createModifier(AsyncKeyword)] : undefined;
  const arrow = factory.createToken(EqualsGreaterThanToken);
  return factory.createArrowFunction(modifiers, undefined, [], undefined, arrow, body);
}

function isAsync({ typescript }: EmitContext, { shape }: AnalyzedFunction): boolean {
  const modifiers = typescript.getModifiers(shape.node) ?? [];
  return modifiers.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword);
}

interface EmittedPath {
  readonly value: ts.Expression;
  /** Reads the value once, where it is used twice. */
  readonly declaration?: ts.Statement;
}

function emitPath(context: EmitContext, path: string, isInKey: boolean): EmittedPath {
  const { typescript, factory } = context;
  const [root = '', ...properties] = path.split('.');
  const start: ts.Expression = root === 'this' ? factory.createThis() : factory.createIdentifier(root);
  const read = properties.reduce<ts.Expression>((owner, property) => {
    const dot = factory.createToken(typescript.SyntaxKind.QuestionDotToken);
    return factory.createPropertyAccessChain(owner, dot, property);
  }, start);
  // A value of the key is passed to hit and to run; a getter behind it shall run once.
  if (!isInKey || properties.length === 0) return { value: read };
  const name = factory.createUniqueName(`hf_${properties.at(-1)}`, typescript.GeneratedIdentifierFlags.Optimistic);
  return { value: name, declaration: emitConst(context, name, read) };
}

function emitConst({ typescript, factory }: EmitContext, name: ts.Identifier, value: ts.Expression): ts.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  const declarations = factory.createVariableDeclarationList([declaration], typescript.NodeFlags.Const);
  return factory.createVariableStatement(undefined, declarations);
}
