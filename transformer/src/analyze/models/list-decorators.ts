import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { isDeclaredIn } from './is-declared-in.ts';
import { ORM_DECORATORS, type OrmDecorators } from './orm-decorators.ts';

/** A decorator of an ORM, as it stands at a class or a property. */
export interface Decorator {
  readonly orm: OrmDecorators;
  /** What the ORM calls it: `PrimaryColumn`, whatever name it was imported under. */
  readonly name: string;
  readonly args: readonly ts.Expression[];
}

/** The decorators of a declaration that come from an ORM. */
export function listDecorators(context: TypeContext, node: ts.Node): readonly Decorator[] {
  const { typescript } = context;
  if (!typescript.canHaveDecorators(node)) return [];
  return (typescript.getDecorators(node) ?? []).flatMap(({ expression }) => {
    if (!typescript.isCallExpression(expression)) return [];
    const symbol = resolveSymbol(context, expression.expression);
    const orm = symbol && ORM_DECORATORS.find((known) => isDeclaredIn(symbol, known.package));
    return symbol === undefined || orm === undefined ? [] : [{ orm, name: symbol.name, args: expression.arguments }];
  });
}

/** What a name stands for, through all imports on the way. */
export function resolveSymbol(context: TypeContext, node: ts.Node): ts.Symbol | undefined {
  const symbol = context.checker.getSymbolAtLocation(node);
  return symbol && resolveAlias(context, symbol);
}

/** The symbol behind an import or export. */
export function resolveAlias({ typescript, checker }: TypeContext, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & typescript.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}
