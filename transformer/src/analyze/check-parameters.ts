import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { describeSubject } from './describe-subject.ts';
import type { FunctionShape } from './function-shape.ts';
import { listBoundNames } from './list-bound-names.ts';
import { listRedeclarations } from './list-redeclarations.ts';
import { hasRareWords } from './rare-words.ts';
import { spanOf } from './span-of.ts';

/** Refuses parameters that no key could name, and bodies that could see more of them than the key. */
export function checkParameters(context: AnalysisContext, shape: FunctionShape, on: string): Diagnostic[] {
  const { typescript, sourceFile } = context;
  const { node, body } = shape;
  const diagnostics: Diagnostic[] = [];
  for (const parameter of node.parameters) {
    if (typescript.isIdentifier(parameter.name) || listBoundNames(typescript, parameter).length > 0) continue;
    const pattern = parameter.name.getText(sourceFile);
    diagnostics.push(DIAGNOSTICS.destructuredParameter(spanOf(context, parameter.name), { on, pattern }));
  }
  // Nothing else of this can be in a body without one of these.
  if (!hasRareWords(body)) return diagnostics;
  const reading = findArguments(typescript, body);
  if (reading === undefined) return [...diagnostics, ...checkRedeclared(context, shape, on)];
  const pattern = node.parameters.find(({ name }) => !typescript.isIdentifier(name))?.name;
  if (typescript.isArrowFunction(node)) {
    const outer = typescript.findAncestor(reading, (around) => hasArguments(typescript, around));
    if (outer === undefined) return diagnostics;
    const facts = { on, outer: describeSubject(context, outer) };
    return [...diagnostics, DIAGNOSTICS.outerArguments(spanOf(context, reading), facts)];
  }
  if (pattern !== undefined) {
    const text = pattern.getText(sourceFile);
    diagnostics.push(DIAGNOSTICS.argumentsOfPattern(spanOf(context, reading), { on, pattern: text }));
  }
  return [...diagnostics, ...checkRedeclared(context, shape, on)];
}

/** Refuses what the body declares again of the parameters where the emitted body, in a scope of its own, would tell. */
export function checkRedeclared(context: AnalysisContext, shape: FunctionShape, on: string): Diagnostic[] {
  const { typescript } = context;
  const reading = typescript.isArrowFunction(shape.node) ? undefined : findArguments(typescript, shape.body);
  const { variables, functionsInBlocks } = listRedeclarations(typescript, shape);
  // In sloppy code `arguments` follows the parameter, and a variable of the body is no longer the parameter itself.
  const names = reading === undefined ? functionsInBlocks : [...variables, ...functionsInBlocks];
  return names.map((name) => {
    const why = functionsInBlocks.includes(name)
      ? 'as a function inside a block, which replaces the parameter in some modes of JavaScript only'
      : 'and reads arguments, which may go with either of the two';
    return DIAGNOSTICS.redeclaredParameter(spanOf(context, name), { on, parameter: name.text, why });
  });
}

/** Where a body reads `arguments`, which are those of an outer function if it is an arrow function's. */
export function findArguments(typescript: typeof ts, body: ts.Node): ts.Node | undefined {
  if (!hasRareWords(body)) return undefined;
  const find = (child: ts.Node): ts.Node | undefined => {
    if (typescript.isIdentifier(child)) return isArguments(typescript, child) ? child : undefined;
    return hasArguments(typescript, child) ? undefined : typescript.forEachChild(child, find);
  };
  return find(body);
}

function hasArguments(typescript: typeof ts, node: ts.Node): boolean {
  return typescript.isFunctionLike(node) && !typescript.isArrowFunction(node);
}

function isArguments(typescript: typeof ts, identifier: ts.Identifier): boolean {
  const { parent, text } = identifier;
  if (text !== 'arguments') return false;
  if (typescript.isPropertyAccessExpression(parent)) return parent.name !== identifier;
  return !typescript.isPropertyAssignment(parent) || parent.name !== identifier;
}
