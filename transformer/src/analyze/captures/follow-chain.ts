import type ts from 'typescript';
import { skipOuter } from './skip-outer.ts';

/** What is read beginning at a root: `this.config.region` of `this`, `db` of `db.query()`. */
export interface Chain {
  /** The whole expression that is read, or of which a method is called. */
  readonly value: ts.Node;
  /** The steps behind the root, up to the first that is computed. */
  readonly names: readonly string[];
  /** Whether `names` tell all of it. */
  readonly isExact: boolean;
  readonly isReceiver: boolean;
}

/**
 * Follows the properties that are read of a root, up to one that `endsAt` accepts. A call ends it too: what a method
 * gives is the collaborator's matter.
 */
export function followChain(typescript: typeof ts, root: ts.Node, endsAt: (value: ts.Node) => boolean): Chain {
  const names: string[] = [];
  let value = skipOuter(typescript, root);
  let isExact = true;
  for (;;) {
    const { parent } = value;
    if (endsAt(value)) return { value, names, isExact, isReceiver: false };
    if (typescript.isAwaitExpression(parent)) {
      isExact = false;
    } else if (isAccessTo(typescript, parent, value)) {
      if (isCallee(typescript, parent)) return { value, names, isExact, isReceiver: true };
      const name = nameOfStep(typescript, parent);
      if (name === undefined) isExact = false;
      else if (isExact) names.push(name);
    } else {
      return { value, names, isExact, isReceiver: false };
    }
    value = skipOuter(typescript, parent);
  }
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function isAccessTo(typescript: typeof ts, node: ts.Node, value: ts.Node): node is Access {
  const isAccess = typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node);
  return isAccess && node.expression === value;
}

function isCallee(typescript: typeof ts, access: Access): boolean {
  const outer = skipOuter(typescript, access);
  const { parent } = outer;
  if (typescript.isCallExpression(parent)) return parent.expression === outer;
  return typescript.isTaggedTemplateExpression(parent) && parent.tag === outer;
}

function nameOfStep(typescript: typeof ts, access: Access): string | undefined {
  if (typescript.isPropertyAccessExpression(access)) return access.name.text;
  const { argumentExpression } = access;
  return typescript.isStringLiteralLike(argumentExpression) ? argumentExpression.text : undefined;
}
