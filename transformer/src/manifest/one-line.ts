import type ts from 'typescript';

/**
 * Code as written, on one line, so that neither a line break nor a comment in it changes the manifest:
 * `{ city?: string; tags: string[] }`.
 */
export function oneLine(typescript: typeof ts, sourceFile: ts.SourceFile, node: ts.Node): string {
  const leaves = listLeaves(typescript, sourceFile, node);
  let text = '';
  for (const [index, leaf] of leaves.entries()) {
    const before = leaves[index - 1];
    const after = leaves[index + 1];
    const token = leaf.getText(sourceFile);
    // What a formatter adds: a separator before a closing bracket, and one before the first member of a union.
    if (/^[,;]$/.test(token) && after !== undefined && /^[)\]}>]$/.test(after.getText(sourceFile))) continue;
    if (before === undefined && /^[|&]$/.test(token)) continue;
    const isApart = before !== undefined && text !== '' && leaf.getStart(sourceFile) > before.end;
    text += isApart && !/[([<]$/.test(text) && !/^[)\]>,;]$/.test(token) ? ` ${token}` : token;
  }
  return text;
}

/** The tokens of a node in order. A literal is one token, so that no blank inside it is touched. */
function listLeaves(typescript: typeof ts, sourceFile: ts.SourceFile, node: ts.Node): readonly ts.Node[] {
  const children = node.getChildren(sourceFile).filter((child) => !typescript.isJSDoc(child));
  if (children.length > 0) return children.flatMap((child) => listLeaves(typescript, sourceFile, child));
  return node.end > node.getStart(sourceFile) ? [node] : [];
}
