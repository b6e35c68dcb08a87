import type ts from 'typescript';

/** The packages whose declarations are known, by what their names begin with. */
export type OrmPackage = 'typeorm' | '@mikro-orm/' | 'drizzle-orm';

/**
 * Whether a package declares a symbol: what counts is where something comes from, not what it is called. A name that was
 * imported must have been resolved to what it stands for.
 */
export function isDeclaredIn(symbol: ts.Symbol, packageName: OrmPackage): boolean {
  const folder = `/node_modules/${packageName}${packageName.endsWith('/') ? '' : '/'}`;
  return (symbol.declarations ?? []).some((declaration) => declaration.getSourceFile().fileName.includes(folder));
}
