import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { isConstantType } from './is-constant-type.ts';
import { isWrittenThrough } from './is-written-through.ts';
import { findLoop } from './list-changing-names.ts';
import { skipInner } from './skip-outer.ts';

/**
 * Whether a declaration holds the same value whenever it is evaluated: `const LIMIT = 60 * 1000` in a function, or
 * `private readonly columns = ['id', 'name']`. A property that a subclass may override is none,
 * and neither is an object or a list that something is put into later.
 */
export function isConstantDeclaration(context: TypeContext, declaration: ts.Declaration): boolean {
  const { typescript } = context;
  if (typescript.isVariableDeclaration(declaration)) {
    const { parent: list, initializer } = declaration;
    const isConst = (list.flags & typescript.NodeFlags.Const) !== 0;
    if (!isConst || initializer === undefined || !isConstantExpression(context, initializer)) return false;
    const around = typescript.findAncestor(list, (node) => typescript.isFunctionLike(node));
    return !isWrittenThrough(typescript, around ?? declaration.getSourceFile(), declaration.name);
  }
  if (!typescript.isPropertyDeclaration(declaration)) return false;
  const { initializer, parent: owner } = declaration;
  return (
    initializer !== undefined &&
    isOutOfReach(typescript, declaration) &&
    !isWrittenThrough(typescript, owner, declaration.name) &&
    isConstantExpression(context, initializer)
  );
}

function isOutOfReach(typescript: typeof ts, property: ts.PropertyDeclaration): boolean {
  const { Private, Readonly } = typescript.ModifierFlags;
  const flags = typescript.getCombinedModifierFlags(property);
  return (flags & Readonly) !== 0 && ((flags & Private) !== 0 || typescript.isPrivateIdentifier(property.name));
}

/** Literals, and arithmetic, lists and objects of them. */
function isConstantExpression(context: TypeContext, given: ts.Expression): boolean {
  const { typescript, checker } = context;
  const { SyntaxKind } = typescript;
  const expression = skipInner(typescript, given);
  const isConstant = (part: ts.Expression): boolean => isConstantExpression(context, part);
  if (typescript.isLiteralExpression(expression)) return true;
  if ([SyntaxKind.TrueKeyword, SyntaxKind.FalseKeyword, SyntaxKind.NullKeyword].includes(expression.kind)) return true;
  if (typescript.isTemplateExpression(expression)) {
    return expression.templateSpans.every((span) => isConstant(span.expression));
  }
  if (typescript.isPrefixUnaryExpression(expression)) return isConstant(expression.operand);
  if (typescript.isBinaryExpression(expression)) return isConstant(expression.left) && isConstant(expression.right);
  if (typescript.isArrayLiteralExpression(expression)) return expression.elements.every(isConstant);
  if (typescript.isObjectLiteralExpression(expression)) {
    return expression.properties.every((part) => typescript.isPropertyAssignment(part) && isConstant(part.initializer));
  }
  if (typescript.isIdentifier(expression) || typescript.isPropertyAccessExpression(expression)) {
    return isConstantType(context, checker.getTypeAtLocation(expression)) || isModuleConst(context, expression);
  }
  return false;
}

/** Whether a name is a const of a module, which is evaluated once; in a loop it is evaluated in each turn. */
function isModuleConst({ typescript, checker }: TypeContext, expression: ts.Expression): boolean {
  const declaration = checker.getSymbolAtLocation(expression)?.valueDeclaration;
  if (declaration === undefined || !typescript.isVariableDeclaration(declaration)) return false;
  const isConst = (declaration.parent.flags & typescript.NodeFlags.Const) !== 0;
  const isInFunction = typescript.findAncestor(declaration, (node) => typescript.isFunctionLike(node)) !== undefined;
  return isConst && !isInFunction && findLoop(typescript, declaration) === undefined;
}
