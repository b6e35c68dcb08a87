import type ts from 'typescript';

const known = new WeakMap<ts.SourceFile, boolean>();

/**
 * A `Promise` that may be a declaration: behind a word or a comment that one can follow, or followed by anything but
 * what follows a use, `Promise<`, `Promise.` and `Promise(`. Most files have none, which a text tells faster than a tree;
 * the word comes first since looking for it alone is fast.
 */
const MAY_DECLARE =
  /Promise\b(?<=\bPromise)(?:(?!\s*[.<(])|(?<=(?:\b(?:class|interface|type|function|enum|namespace|module)\s*\*?\s*|\*\/\s*)Promise))/;

/** Whether a file gives the name `Promise` to something of its own, so that emitted code cannot use it. */
export function declaresPromise(typescript: typeof ts, sourceFile: ts.SourceFile): boolean {
  const before = known.get(sourceFile);
  if (before !== undefined) return before;
  const visit = (node: ts.Node): true | undefined =>
    isNamedPromise(typescript, node) || typescript.forEachChild(node, visit) ? true : undefined;
  const declares = MAY_DECLARE.test(sourceFile.text) && visit(sourceFile) === true;
  known.set(sourceFile, declares);
  return declares;
}

function isNamedPromise(typescript: typeof ts, node: ts.Node): boolean {
  if (!typescript.isIdentifier(node) || node.text !== 'Promise') return false;
  const { parent } = node;
  const isProperty = typescript.isPropertyAccessExpression(parent) || typescript.isQualifiedName(parent);
  return !isProperty && 'name' in parent && parent.name === node && !typescript.isClassElement(parent);
}
