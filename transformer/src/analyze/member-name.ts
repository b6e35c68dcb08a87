import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';

/** What names are read with. */
export type NameContext = Pick<AnalysisContext, 'typescript' | 'checker'>;

/**
 * The text of a member's name: `find`, `#find`, `find by id`, `42`; also of a computed one whose value is certain,
 * as in `[FIND]` with `const FIND = 'find'`. `undefined` for a symbol and for a name that only a run can tell.
 */
export function memberName({ typescript, checker }: NameContext, name: ts.PropertyName): string | undefined {
  if (typescript.isPrivateIdentifier(name) || typescript.isIdentifier(name)) return name.text;
  if (typescript.isStringLiteralLike(name) || typescript.isNumericLiteral(name)) return name.text;
  if (!typescript.isComputedPropertyName(name)) return undefined;
  const { expression } = name;
  if (typescript.isStringLiteralLike(expression) || typescript.isNumericLiteral(expression)) return expression.text;
  // What is called may answer differently each time, whatever its type says.
  if (!isDottedName(typescript, expression)) return undefined;
  const type = checker.getTypeAtLocation(expression);
  return type.isStringLiteral() || type.isNumberLiteral() ? String(type.value) : undefined;
}

function isDottedName(typescript: typeof ts, expression: ts.Expression): boolean {
  if (typescript.isPropertyAccessExpression(expression)) return isDottedName(typescript, expression.expression);
  return typescript.isIdentifier(expression);
}
