import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { checkPlacement } from './check-placement.ts';
import type { FunctionShape, FunctionValue } from './function-shape.ts';
import { skipWrappers } from './qualified-name.ts';

/** Where a tag stands: what messages call the declaration, the tag and its place. */
export interface TagPlace {
  readonly on: string;
  readonly tag: string;
  readonly span: Span;
}

/** The form of a tagged declaration, or why it cannot be cached. */
export function analyzeShape(context: AnalysisContext, node: ts.Node, place: TagPlace): FunctionShape | Diagnostic {
  const { typescript } = context;
  const { on, tag, span } = place;
  if (typescript.isVariableStatement(node)) {
    const names = node.declarationList.declarations.map(({ name }) => name.getText(context.sourceFile));
    return DIAGNOSTICS.severalDeclarations(span, { names });
  }
  if (!typescript.isFunctionLike(node)) return DIAGNOSTICS.notAFunction(span, { tag, on });
  if (typescript.isConstructorDeclaration(node)) return DIAGNOSTICS.constructorFunction(span, { on });
  if (typescript.isAccessor(node)) return DIAGNOSTICS.accessor(span, { on });
  if ('asteriskToken' in node && node.asteriskToken !== undefined) return DIAGNOSTICS.generator(span, { on });
  if (typescript.isFunctionDeclaration(node)) return shapeOfDeclaration(context, node, place);
  if (typescript.isMethodDeclaration(node)) return shapeOfMethod(context, node, place);
  if (typescript.isArrowFunction(node) || typescript.isFunctionExpression(node)) {
    return shapeOfValue(context, node, place);
  }
  return DIAGNOSTICS.noBody(span, { on, fix: 'Put the comment on the function that implements it.' });
}

function shapeOfDeclaration(
  context: AnalysisContext,
  node: ts.FunctionDeclaration,
  place: TagPlace,
): FunctionShape | Diagnostic {
  const { body, name } = node;
  if (body === undefined) return refuseBodiless(context, node, place);
  const misplaced = checkPlacement(context, node, place);
  if (misplaced !== undefined) return misplaced;
  if (name === undefined) {
    return DIAGNOSTICS.unsupportedForm(place.span, {
      what: 'a function declaration without a name',
      fix: 'Give it a name.',
    });
  }
  return { form: 'declaration', node, body, name: name.text };
}

function shapeOfMethod(
  context: AnalysisContext,
  node: ts.MethodDeclaration,
  place: TagPlace,
): FunctionShape | Diagnostic {
  const { typescript, sourceFile } = context;
  const { body, name, parent: owner } = node;
  if (body === undefined) return refuseBodiless(context, node, place);
  const misplaced = checkPlacement(context, owner, place);
  if (misplaced !== undefined) return misplaced;
  if (typescript.isPrivateIdentifier(name)) return DIAGNOSTICS.privateName(place.span, { name: place.on });
  const plain = typescript.isIdentifier(name) || typescript.isStringLiteral(name) ? name.text : '';
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(plain)) {
    return DIAGNOSTICS.computedName(place.span, { name: name.getText(sourceFile) });
  }
  if (typescript.isClassLike(owner)) {
    if (owner.name === undefined && isDecoratedByLegacy(context, owner)) {
      const what = `${place.on}, a method of a decorated class without a name`;
      return DIAGNOSTICS.unsupportedForm(place.span, { what, fix: 'Give the class a name.' });
    }
    const isStatic = (typescript.getModifiers(node) ?? []).some(
      ({ kind }) => kind === typescript.SyntaxKind.StaticKeyword,
    );
    return { form: 'class-method', node, body, name: plain, owner, isStatic };
  }
  const overwriting = findOverwriting(context, owner, node);
  if (overwriting !== undefined) {
    return DIAGNOSTICS.overwrittenMember(place.span, { on: place.on, by: overwriting.getText(sourceFile) });
  }
  return { form: 'object-method', node, body, name: plain, owner };
}

/** Below ES2022 such a class is out of reach of its own static block except by its name. */
function isDecoratedByLegacy({ typescript, program }: AnalysisContext, owner: ts.ClassLikeDeclaration): boolean {
  const isLegacy = program.getCompilerOptions().experimentalDecorators === true;
  return isLegacy && (typescript.getDecorators(owner) ?? []).length > 0;
}

/** A later part of an object literal that may put something else under the method's name. */
function findOverwriting(
  context: AnalysisContext,
  owner: ts.ObjectLiteralExpression,
  method: ts.MethodDeclaration,
): ts.Node | undefined {
  const { typescript } = context;
  const textOf = (name: ts.PropertyName): string => ('text' in name ? name.text : name.getText(context.sourceFile));
  const name = textOf(method.name);
  for (const property of owner.properties.slice(owner.properties.indexOf(method) + 1)) {
    if (typescript.isSpreadAssignment(property)) return property;
    if (typescript.isComputedPropertyName(property.name)) return property.name;
    if (textOf(property.name) === name) return property.name;
  }
  return undefined;
}

function shapeOfValue(context: AnalysisContext, node: FunctionValue, place: TagPlace): FunctionShape | Diagnostic {
  const { typescript } = context;
  const { on, span } = place;
  const { body } = node;
  const holder = skipWrappers(typescript, node.parent);
  if (typescript.isPropertyDeclaration(holder)) {
    const what = `${on}, a class field that holds a function`;
    return DIAGNOSTICS.unsupportedForm(span, { what, fix: 'Write it as a method.' });
  }
  const misplaced = checkPlacement(context, node, place);
  if (misplaced !== undefined) return misplaced;
  if (typescript.isVariableDeclaration(holder) && typescript.isIdentifier(holder.name)) {
    const { flags } = holder.parent;
    if ((flags & typescript.NodeFlags.Const) !== 0) return { form: 'variable', node, body, name: holder.name.text };
    const keyword = (flags & typescript.NodeFlags.Let) === 0 ? 'var' : 'let';
    return DIAGNOSTICS.reassignable(span, { on, keyword });
  }
  if (typescript.isExportAssignment(holder) && holder.isExportEquals !== true) return { form: 'default', node, body };
  return refuseValue(typescript, holder, place);
}

function refuseValue(typescript: typeof ts, holder: ts.Node, { on, span }: TagPlace): Diagnostic {
  const { unsupportedForm } = DIAGNOSTICS;
  if (typescript.isPropertyAssignment(holder)) {
    return unsupportedForm(span, {
      what: `${on}, a property that holds a function`,
      fix: 'Write it as a method of the object.',
    });
  }
  return unsupportedForm(span, {
    what: 'a function that no const holds',
    fix: 'Put it into a const, and the comment before the const.',
  });
}

function refuseBodiless(
  context: AnalysisContext,
  node: ts.FunctionDeclaration | ts.MethodDeclaration,
  { on, span }: TagPlace,
): Diagnostic {
  const { checker, typescript } = context;
  const symbol = node.name && checker.getSymbolAtLocation(node.name);
  const isOverload = (symbol?.declarations ?? []).some(
    (other) =>
      (typescript.isFunctionDeclaration(other) || typescript.isMethodDeclaration(other)) && other.body !== undefined,
  );
  const fix = isOverload
    ? 'This is an overload: put the comment on the implementation.'
    : 'Put the comment on the function that implements it.';
  return DIAGNOSTICS.noBody(span, { on, fix });
}
