import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { AnalyzedWriter } from '../analyze/analyze-writer.ts';
import { emitAttachment } from './emit-attachment.ts';
import type { EmitContext } from './emit-context.ts';
import { emitPieces } from './emit-pieces.ts';
import { levelOf } from './level-of.ts';
import { renderLoadGuard } from './render-load-guard.ts';
import { splitDirectives } from './split-directives.ts';

/** What the statements of one block have to do for the tagged functions in it. */
export interface BlockTask {
  /** Functions that are declared in the block: each run of it makes new ones. */
  readonly declared: readonly AnalyzedFunction[];
  /** Set in the body of a hoisted function: one of those anywhere inside, whose handle has to be there. */
  readonly entered?: AnalyzedFunction | AnalyzedWriter;
}

/**
 * A block of statements that first attaches the functions declared in it: they are hoisted, so they exist before
 * its first statement runs.
 */
export function emitStatements<Node extends ts.Block | ts.ModuleBlock>(
  context: EmitContext,
  node: Node,
  { declared, entered }: BlockTask,
): ts.NodeArray<ts.Statement> {
  const { typescript, factory, names } = context;
  const { directives, rest } = splitDirectives(typescript, node.statements);
  const handle = entered && names.handleOf(entered);
  const before = [
    ...(handle === undefined ? [] : [renderLoadGuard(context, handle)]),
    ...declared.flatMap((analyzed) => emitAttachment(context, analyzed)),
  ];
  const level = levelOf(typescript, typescript.getOriginalNode(node));
  const statements = [...directives, ...emitPieces(context, before, level), ...rest];
  return typescript.setTextRange(factory.createNodeArray(statements), node.statements);
}
