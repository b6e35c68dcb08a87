import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { FunctionShape } from './function-shape.ts';
import { spanOf } from './span-of.ts';

/** Refuses parameters that have no name of their own, and a body that declares one of them again. */
export function checkParameters(context: AnalysisContext, { node, body }: FunctionShape, on: string): Diagnostic[] {
  const { typescript, sourceFile } = context;
  const diagnostics: Diagnostic[] = [];
  const names = new Set<string>();
  for (const { name } of node.parameters) {
    if (typescript.isIdentifier(name)) {
      names.add(name.text);
    } else {
      const pattern = name.getText(sourceFile);
      diagnostics.push(DIAGNOSTICS.destructuredParameter(spanOf(context, name), { on, pattern }));
    }
  }
  for (const name of hoistedNames(typescript, body)) {
    if (names.has(name.text)) {
      diagnostics.push(DIAGNOSTICS.redeclaredParameter(spanOf(context, name), { on, parameter: name.text }));
    }
  }
  return diagnostics;
}

/** What the body declares in the scope of the parameters: `var` at any depth, functions at its top. */
function hoistedNames(typescript: typeof ts, body: ts.ConciseBody): readonly ts.Identifier[] {
  const names: ts.Identifier[] = [];
  const addBinding = (name: ts.BindingName): void => {
    if (typescript.isIdentifier(name)) {
      names.push(name);
      return;
    }
    for (const element of name.elements) if (typescript.isBindingElement(element)) addBinding(element.name);
  };
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionDeclaration(node) && node.parent === body && node.name !== undefined)
      names.push(node.name);
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isVariableDeclarationList(node) && (node.flags & typescript.NodeFlags.BlockScoped) === 0) {
      for (const { name } of node.declarations) addBinding(name);
    }
    typescript.forEachChild(node, visit);
  };
  visit(body);
  return names;
}
