import type ts from 'typescript';
import type { TypeContext } from './type-context.ts';

const known = new WeakMap<ts.Symbol, boolean>();

/** Whether the language's library or Node declares a symbol; a program may extend it. */
export function isPlatformSymbol({ program }: TypeContext, symbol: ts.Symbol): boolean {
  const before = known.get(symbol);
  if (before !== undefined) return before;
  const isPlatform = (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return file.fileName.includes('/@types/node/') || program.isSourceFileDefaultLibrary(file);
  });
  known.set(symbol, isPlatform);
  return isPlatform;
}
