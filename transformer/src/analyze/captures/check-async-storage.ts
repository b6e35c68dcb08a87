import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { FunctionContext } from '../function-context.ts';
import { hasRareWords } from '../rare-words.ts';
import { spanOf } from '../span-of.ts';
import { isPlatformSymbol } from '../types/platform-symbol.ts';

/**
 * Refuses a body that asks an AsyncLocalStorage of Node for its store, whatever holds the storage: the answer belongs to
 * one request, and no key tells it unless `vary=` does.
 */
export function checkAsyncStorage(fn: FunctionContext): Diagnostic[] {
  const { typescript, on } = fn;
  if (!hasRareWords(fn.shape.body)) return [];
  const diagnostics: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameOfStep(typescript, node);
    if (name?.text === 'getStore' && isOfAsyncLocalStorage(fn, name)) {
      diagnostics.push(DIAGNOSTICS.unvariedStorage(spanOf(fn, node), { on, expression: node.getText(fn.sourceFile) }));
      return;
    }
    typescript.forEachChild(node, visit);
  };
  visit(fn.shape.body);
  return diagnostics;
}

function nameOfStep(typescript: typeof ts, node: ts.Node): (ts.Node & { readonly text: string }) | undefined {
  if (typescript.isPropertyAccessExpression(node)) return node.name;
  if (!typescript.isElementAccessExpression(node)) return undefined;
  return typescript.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression : undefined;
}

function isOfAsyncLocalStorage(fn: FunctionContext, name: ts.Node): boolean {
  const { typescript, checker } = fn;
  const symbol = checker.getSymbolAtLocation(name);
  return (symbol?.declarations ?? []).some(({ parent }) => {
    const isNamed = typescript.isClassDeclaration(parent) || typescript.isInterfaceDeclaration(parent);
    const owner = isNamed && parent.name ? checker.getSymbolAtLocation(parent.name) : undefined;
    return owner?.name === 'AsyncLocalStorage' && isPlatformSymbol(fn, owner);
  });
}
