import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { ImportStatement } from '../analyze/named-function.ts';
import { listImported, readSpecifier } from './emit-module-imports.ts';

/** The names that the emitted code of a file declares. The printer keeps them apart from the file's own. */
export interface EmitNames {
  /** The imported runtime: `holdfast_1`. */
  readonly runtime: ts.Identifier;
  /** The function that hands over the specs: `hf_load`. */
  readonly load: ts.Identifier;
  /** The answer of a look-up: `hf_hit`. */
  readonly hit: ts.Identifier;
  /** What a call throws that is to reject: `hf_error`. */
  readonly error: ts.Identifier;
  /** The parameter of a predicate: `hf_result`. */
  readonly result: ts.Identifier;
  /** Modules that tag lines call functions of, by the statement that imports them: `hf_policies`. */
  readonly imports: ReadonlyMap<ImportStatement, ts.Identifier>;
  /** One handle a function, in the order of the specs: `hf_1`. */
  readonly handles: ReadonlyMap<AnalyzedFunction, ts.Identifier>;
}

/** Makes the names for a file. */
export function createEmitNames(
  typescript: typeof ts,
  factory: ts.NodeFactory,
  functions: readonly AnalyzedFunction[],
): EmitNames {
  const { Optimistic } = typescript.GeneratedIdentifierFlags;
  return {
    runtime: factory.createUniqueName('holdfast'),
    load: factory.createUniqueName('hf_load', Optimistic),
    hit: factory.createUniqueName('hf_hit', Optimistic),
    error: factory.createUniqueName('hf_error', Optimistic),
    result: factory.createUniqueName('hf_result', Optimistic),
    imports: new Map(
      [...new Set(listImported(functions).map(({ statement }) => statement))].map((statement) => [
        statement,
        factory.createUniqueName(nameModule(typescript, statement), Optimistic),
      ]),
    ),
    handles: new Map(functions.map((analyzed) => [analyzed, factory.createUniqueName('hf')])),
  };
}

/** `hf_policies` for `./policies.js`. */
function nameModule(typescript: typeof ts, statement: ImportStatement): string {
  const specifier = readSpecifier(typescript, statement)?.text ?? '';
  const [name = ''] = specifier.slice(specifier.lastIndexOf('/') + 1).split('.', 1);
  return `hf_${name.replaceAll(/[^\p{ID_Continue}$]/gu, '_')}`;
}
