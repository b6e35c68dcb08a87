import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import { describeSubject } from '../describe-subject.ts';
import type { FunctionContext } from '../function-context.ts';
import { spanOf } from '../span-of.ts';
import { CaptureScope } from './capture-scope.ts';

/** What a call is known by. */
type Keyed = Pick<FunctionSpec, 'holes' | 'key'>;

/** What differs, where it stands, and what around the function decides it. */
interface Dependence {
  readonly node: ts.Node;
  readonly cause: string;
  readonly outer: ts.Node;
}

/**
 * Refuses a function whose results a subclass decides, as of a base repository: they have a type parameter of the class
 * or of a function around, or the body uses an abstract member. A hole of `this` in the key tells the subclasses apart.
 */
export function checkSubclass(fn: FunctionContext, { holes, key }: Keyed): Diagnostic[] {
  // No class and no function is around.
  if (fn.shape.node.parent === fn.sourceFile) return [];
  if (holes.slice(0, key.holes).some((hole) => hole.startsWith('this.'))) return [];
  const found = findAbstractUse(fn) ?? findOuterParameter(fn);
  if (found === undefined) return [];
  const { typescript, on } = fn;
  const { node, cause, outer } = found;
  const paths = holes.slice(0, key.holes).filter((hole) => !hole.endsWith('()'));
  const line = ['{this.table}', ...paths.map((hole) => `{${hole}}`)].join(':');
  const fix = typescript.isClassLike(outer)
    ? `Write @key ${line} with a property that tells the subclasses apart in the place of table, move @cache to the subclasses`
    : `Move ${on} out of ${nameOf(fn, outer)}`;
  return [DIAGNOSTICS.dependsOnSubclass(spanOf(fn, node), { on, cause, fix })];
}

/** `Repo`, without the word class. */
function nameOf(fn: FunctionContext, outer: ts.Node): string {
  return describeSubject(fn, outer).replace(/^class /u, '');
}

/** A type parameter from outside that stands in the type of the results. */
function findOuterParameter(fn: FunctionContext): Dependence | undefined {
  const { typescript, shape, sourceFile } = fn;
  const own = new Set((shape.node.typeParameters ?? []).map(({ name }) => name.text));
  const result = writeResultType(fn);
  if (result === undefined) return undefined;
  for (let outer: ts.Node = shape.node.parent; outer !== sourceFile; outer = outer.parent) {
    if (!typescript.isClassLike(outer) && !typescript.isFunctionLike(outer)) continue;
    for (const { name } of outer.typeParameters ?? []) {
      if (own.has(name.text) || !namesType(typescript, result, name.text)) continue;
      const who = typescript.isClassLike(outer) ? 'each subclass or instance' : 'each call';
      const cause = `returns ${name.text}, which ${who} of ${nameOf(fn, outer)} decides`;
      return { node: shape.node.type ?? shape.node.name ?? shape.body, cause, outer };
    }
  }
  return undefined;
}

/** As it is written, or else as it would be. */
function writeResultType({ typescript, checker, shape }: FunctionContext): ts.Node | undefined {
  const { node } = shape;
  if (node.type !== undefined) return node.type;
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return undefined;
  const { NoTruncation } = typescript.NodeBuilderFlags;
  return checker.typeToTypeNode(checker.getReturnTypeOfSignature(signature), node, NoTruncation);
}

function namesType(typescript: typeof ts, type: ts.Node, name: string): boolean {
  const visit = (node: ts.Node): boolean => {
    const isName = typescript.isTypeReferenceNode(node) && typescript.isIdentifier(node.typeName);
    if (isName && node.typeName.text === name) return true;
    return typescript.forEachChild(node, visit) === true;
  };
  return visit(type);
}

/** A place that calls or reads what only subclasses define. */
function findAbstractUse(fn: FunctionContext): Dependence | undefined {
  const { typescript, shape } = fn;
  const { Abstract } = typescript.ModifierFlags;
  const outer = typescript.findAncestor(shape.node.parent, typescript.isClassLike);
  if (outer === undefined || (typescript.getCombinedModifierFlags(outer) & Abstract) === 0) return undefined;
  const scope = new CaptureScope(fn);
  const visit = (node: ts.Node): ts.Node | undefined => {
    const isRead =
      typescript.isPropertyAccessExpression(node) ||
      typescript.isElementAccessExpression(node) ||
      (typescript.isIdentifier(node) && typescript.isBindingElement(node.parent));
    const source = isRead ? scope.resolve(node) : undefined;
    const isAbstract =
      source?.origin.kind === 'this' &&
      source.path.length === 2 &&
      source.declarations.some((declaration) => (typescript.getCombinedModifierFlags(declaration) & Abstract) !== 0);
    return isAbstract ? node : typescript.forEachChild(node, visit);
  };
  const node = visit(shape.body);
  if (node === undefined) return undefined;
  const verb = typescript.isCallExpression(node.parent) && node.parent.expression === node ? 'calls' : 'reads';
  const member = scope.resolve(node)?.path.join('.') ?? '';
  return {
    node,
    cause: `${verb} ${member}, which each subclass of ${nameOf(fn, outer)} defines`,
    outer,
  };
}
