import type ts from 'typescript';
import { findArguments } from '../analyze/check-parameters.ts';
import type { FunctionShape } from '../analyze/function-shape.ts';
import { listRedeclarations } from '../analyze/list-redeclarations.ts';
import { textOf } from '../analyze/text-of.ts';
import { renderCopies } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';
import { emitPieces, type Piece } from './emit-pieces.ts';

/**
 * `const hf_id = id; { let id = hf_id; … }`: gives the statements variables of their own in place of the parameters.
 * What a function within a function reads lives in an object that each call of the outer one makes, also where the inner
 * one is never reached; a variable of a block lives in one that only those make who come there. So a hit makes none.
 */
export function emitCopied(
  context: EmitContext,
  shape: FunctionShape,
  { statements, level }: { readonly statements: readonly Piece[]; readonly level: number },
): readonly Piece[] {
  const { typescript, factory } = context;
  const { free } = context.names;
  const names = listCopied(typescript, shape);
  if (names.length === 0) return statements;
  const copies = names.map((name) => ({ name, outer: free.take(name) }));
  const variables = copies.map(({ name, outer }) => `${name} = ${outer}`);
  const inside = [`let ${variables.join(', ')}`, ...statements];
  return [...renderCopies(copies), factory.createBlock(emitPieces(context, inside, level + 1), true)];
}

/** The parameters that a body may read, where nobody but the body can tell a copy from the parameter itself. */
function listCopied(typescript: typeof ts, shape: FunctionShape): readonly string[] {
  const { node, body } = shape;
  const { variables, functionsInBlocks } = listRedeclarations(typescript, shape);
  // In sloppy code `arguments` follows the parameter.
  if (variables.length + functionsInBlocks.length > 0 || findArguments(typescript, body) !== undefined) return [];
  if (!node.parameters.every((parameter) => isPlain(typescript, parameter))) return [];
  const text = textOf(body);
  // A name too many does no harm. In sloppy code a parameter may be called `let`, and a variable of a block may not.
  const names: string[] = [];
  for (const { name } of node.parameters) {
    if (!typescript.isIdentifier(name) || name.text === 'let' || name.text === 'this') continue;
    if (text.includes(name.text)) names.push(name.text);
  }
  return names;
}

/** Nothing is taken apart, and no function reads the parameters before the body does. */
function isPlain(typescript: typeof ts, { name, initializer }: ts.ParameterDeclaration): boolean {
  return typescript.isIdentifier(name) && (initializer === undefined || !hasFunction(typescript, initializer));
}

function hasFunction(typescript: typeof ts, node: ts.Node): boolean {
  if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return true;
  return typescript.forEachChild(node, (child) => hasFunction(typescript, child) || undefined) ?? false;
}
