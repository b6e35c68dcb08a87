import type ts from 'typescript';
import { textOf } from './text-of.ts';

/**
 * Each word that something is looked for by in the tree: `arguments`, `this` and `super`, a `var` or a function that
 * declares a parameter again, a read of an AsyncLocalStorage. One too many only costs time.
 */
const RARE = /\\|\b(?:var|function|arguments|this|super|getStore)\b/;

const known = new WeakMap<ts.Node, boolean>();

/**
 * Whether a body has one of the words that something is looked for by, or an escape, since names may be written with
 * these. Most bodies have none, and then nothing has to be searched in them. Read once for each body.
 */
export function hasRareWords(body: ts.Node): boolean {
  const before = known.get(body);
  if (before !== undefined) return before;
  const has = RARE.test(textOf(body));
  known.set(body, has);
  return has;
}
