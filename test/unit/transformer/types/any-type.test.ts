import ts from 'typescript';
import { expect, it } from 'vitest';
import { findUnkeyable } from '../../../../transformer/src/analyze/classify-value.ts';
import { describeShape } from '../../../../transformer/src/analyze/types/describe-shape.ts';
import { findJsonChange } from '../../../../transformer/src/analyze/types/find-json-change.ts';
import { findUncopyable } from '../../../../transformer/src/analyze/types/find-uncopyable.ts';
import { inferIsolation } from '../../../../transformer/src/analyze/types/infer-isolation.ts';
import { compileSources, ROOT } from '../compile-sources.ts';

const SOURCE = `
import type ts from 'typescript';
import type * as stream from 'node:stream';
export declare const all: [typeof ts, typeof stream];`;

/** Every type that the compiler, Node and the language export: large, recursive, generic, conditional. */
function collectTypes(checker: ts.TypeChecker, file: ts.SourceFile): readonly ts.Type[] {
  const imported = file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    return module === undefined ? [] : checker.getExportsOfModule(module);
  });
  const inside = imported.flatMap((symbol) => [symbol, ...(symbol.exports?.values() ?? [])]);
  const { Type, Value } = ts.SymbolFlags;
  return inside.flatMap((symbol) => [
    ...((symbol.flags & Type) === 0 ? [] : [checker.getDeclaredTypeOfSymbol(symbol)]),
    ...((symbol.flags & Value) === 0 ? [] : [checker.getTypeOfSymbol(symbol)]),
  ]);
}

it('every type has an answer to every question, and its shape has an end', () => {
  // Beside the node_modules that it imports from.
  const path = `${ROOT}any-type.ts`;
  const { program } = compileSources({ rootNames: [path], sources: { [path]: SOURCE } });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const types = file === undefined ? [] : collectTypes(checker, file);
  const context = { typescript: ts, program, checker };
  const answers = types.map((type) => ({
    shape: describeShape(context, type),
    uncopyable: findUncopyable(context, type),
    changed: findJsonChange(context, type),
    unkeyable: file && findUnkeyable({ ...context, sourceFile: file }, type),
    isolation: inferIsolation(context, type),
  }));
  expect(types.length).toBeGreaterThan(1000);
  const longest = Math.max(...answers.map(({ shape }) => shape.text.length));
  expect(longest).toBeGreaterThan(1000);
  expect(longest).toBeLessThan(100_000);
  // What cannot be copied is never shared nor frozen.
  expect(answers.filter(({ uncopyable, isolation }) => uncopyable !== undefined && isolation !== undefined)).toEqual(
    [],
  );
  expect(answers.filter(({ shape }) => !/^[0-9a-f]{16}$/.test(shape.hash) || shape.text.includes('\0'))).toEqual([]);
});
