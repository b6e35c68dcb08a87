import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';

const ORM_PACKAGES = ['typeorm', '@mikro-orm/', 'drizzle-orm'] as const;

/** The packages whose declarations are known, by what their names begin with. */
export type OrmPackage = (typeof ORM_PACKAGES)[number];

const known = new WeakMap<ts.Program, boolean>();

/** Whether a program has declarations of any of these packages; in all others no type has to be looked at for them. */
export function usesOrm({ program }: Pick<TypeContext, 'program'>): boolean {
  const before = known.get(program);
  if (before !== undefined) return before;
  const folders = ORM_PACKAGES.map(folderOf);
  const uses = program.getSourceFiles().some(({ fileName }) => folders.some((folder) => fileName.includes(folder)));
  known.set(program, uses);
  return uses;
}

/**
 * Whether a package declares a symbol: what counts is where something comes from, not what it is called. A name that was
 * imported must have been resolved to what it stands for.
 */
export function isDeclaredIn(symbol: ts.Symbol, packageName: OrmPackage): boolean {
  const folder = folderOf(packageName);
  return (symbol.declarations ?? []).some((declaration) => declaration.getSourceFile().fileName.includes(folder));
}

function folderOf(packageName: OrmPackage): string {
  return `/node_modules/${packageName}${packageName.endsWith('/') ? '' : '/'}`;
}
