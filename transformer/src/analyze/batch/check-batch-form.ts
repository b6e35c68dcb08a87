import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { BatchLine } from '../../parse-tag-lines/tag-line.ts';
import { findArguments } from '../check-parameters.ts';
import type { FunctionContext } from '../function-context.ts';
import { spanOf } from '../span-of.ts';

/** Refuses functions whose body cannot be called with some of the items only. */
export function checkBatchForm(
  fn: FunctionContext,
  { options, parameter }: BatchLine,
  calls: FunctionSpec['calls'] | Diagnostic,
): readonly Diagnostic[] {
  const { typescript, shape, on } = fn;
  const diagnostics: Diagnostic[] = [];
  if (hasOverloads(fn)) diagnostics.push(DIAGNOSTICS.batchOverloads(parameter, { on }));
  const { window } = options;
  if (window !== undefined && calls === 'sync') diagnostics.push(DIAGNOSTICS.batchWindow(window, { on }));
  // Those of an arrow function are refused for every cached one.
  const reading = typescript.isArrowFunction(shape.node) ? undefined : findArguments(typescript, shape.body);
  if (reading !== undefined) {
    diagnostics.push(DIAGNOSTICS.batchArguments(spanOf(fn, reading), { on, parameter: parameter.name }));
  }
  const inDefault = findReadingDefault(fn, parameter.name);
  if (inDefault !== undefined) {
    diagnostics.push(DIAGNOSTICS.batchDefault(spanOf(fn, inDefault), { on, parameter: parameter.name }));
  }
  return diagnostics;
}

/** Callers see the overloads, and not what the implementation says. */
function hasOverloads({ checker, shape: { node } }: FunctionContext): boolean {
  return checker
    .getTypeAtLocation(node)
    .getCallSignatures()
    .some(({ declaration }) => declaration !== node);
}

/** The first place in a default value that reads the list, which the body is given a part of only. */
function findReadingDefault(fn: FunctionContext, name: string): ts.Identifier | undefined {
  const { typescript, checker, shape } = fn;
  const list = fn.parameters.find((parameter) => parameter.name === name);
  const symbol = list && checker.getSymbolAtLocation(list.node.name);
  if (symbol === undefined) return undefined;
  const find = (node: ts.Node): ts.Identifier | undefined => {
    if (!typescript.isIdentifier(node)) return typescript.forEachChild(node, find);
    if (node === list?.node.name) return undefined;
    // In `{ ids }` the name is that of a new property.
    const read = typescript.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    return read === symbol ? node : undefined;
  };
  for (const parameter of shape.node.parameters) {
    const found = find(parameter);
    if (found !== undefined) return found;
  }
  return undefined;
}
