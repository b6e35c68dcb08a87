import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import type { FunctionContext } from '../function-context.ts';
import { hasModifier } from '../has-modifier.ts';
import { declaresPromise } from './declares-promise.ts';

/** What of a spec decides whether `async` can be left out of its wrapper. */
export type AsyncFacts = Pick<FunctionSpec, 'vary' | 'tags' | 'holes' | 'key'>;

/**
 * Whether the emitted wrapper of an `async` function need not be `async` itself, which costs a hit more than all the
 * rest. Only where nobody can tell: no argument is taken apart or has a default (what these throw would not be a
 * rejection any more), making the key calls nothing of the developer's, and nothing reads the kind of the function.
 * @param primitives the key's holes whose values are primitives
 */
export function dropsAsync(
  fn: FunctionContext,
  { vary, tags = [], holes, key }: AsyncFacts,
  primitives: readonly number[],
): boolean {
  const { typescript, program, shape, sourceFile, asyncShape } = fn;
  const { ScriptTarget } = typescript;
  const { node, body } = shape;
  if (asyncShape === 'keep' || !hasModifier(typescript, node, 'async')) return false;
  if (primitives.length !== key.holes || vary !== undefined) return false;
  if (tags.some((template) => template.some((part) => typeof part === 'number' && holes[part]?.endsWith('()')))) {
    return false;
  }
  // Outside of strict code a function in a block is hoisted out of it, and an async one is not.
  if (shape.form === 'declaration' && !shape.isHoisted) return false;
  if (!node.parameters.every((parameter) => isPlain(typescript, parameter))) return false;
  // A decorator may ask what kind of function it is given, and so does the metadata of its type.
  if (typescript.canHaveDecorators(node) && (typescript.getDecorators(node) ?? []).length > 0) return false;
  if (declaresPromise(typescript, sourceFile)) return false;
  const { target = ScriptTarget.ES5 } = program.getCompilerOptions();
  if (target >= ScriptTarget.ES2017) return true;
  // There an async method is rewritten together with its super and its arguments.
  return !readsCall(typescript, body);
}

function isPlain(typescript: typeof ts, parameter: ts.ParameterDeclaration): boolean {
  const { name, initializer } = parameter;
  const decorators = typescript.getDecorators(parameter) ?? [];
  return typescript.isIdentifier(name) && initializer === undefined && decorators.length === 0;
}

function readsCall(typescript: typeof ts, node: ts.Node): boolean {
  const isArguments = typescript.isIdentifier(node) && node.text === 'arguments';
  if (isArguments || node.kind === typescript.SyntaxKind.SuperKeyword) return true;
  return typescript.forEachChild(node, (child) => readsCall(typescript, child) || undefined) ?? false;
}
