import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';
import { describeShape, type ResultShape } from '../../../../transformer/src/analyze/types/describe-shape.ts';
import { readResultType } from '../../../../transformer/src/analyze/types/result-type.ts';
import { ROOT } from '../compile-sources.ts';

/** A folder below fixtures/ with a compiler of its own, or the repository's. */
export type CompilerPlace = 'fixtures/oldest-typescript' | 'fixtures/typescript-5.9' | '.';

/** The shapes of what the functions of a source resolve to, by their names. */
export function shapesOf(source: string, place: CompilerPlace = '.'): Readonly<Record<string, ResultShape>> {
  const typescript: typeof ts = createRequire(join(ROOT, place, 'package.json'))('typescript');
  const { ScriptTarget, ModuleKind, ModuleResolutionKind } = typescript;
  const options: ts.CompilerOptions = {
    strict: true,
    target: ScriptTarget.ES2022,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts'],
    types: [],
  };
  const host = typescript.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) =>
    name === '/a.ts' ? typescript.createSourceFile(name, source, version, true) : read(name, version, ...rest);
  const program = typescript.createProgram(['/a.ts'], options, host);
  const context = { typescript, program, checker: program.getTypeChecker() };
  return Object.fromEntries(
    (program.getSourceFile('/a.ts')?.statements ?? []).flatMap((statement) => {
      if (!typescript.isFunctionDeclaration(statement) || statement.name === undefined) return [];
      const type = readResultType(context, statement, 'async');
      return type === undefined ? [] : [[statement.name.text, describeShape(context, type)]];
    }),
  );
}
