import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';

/** The names that the emitted code of a file declares. The printer keeps them apart from the file's own. */
export interface EmitNames {
  /** The imported runtime: `holdfast_1`. */
  readonly runtime: ts.Identifier;
  /** The function that hands over the specs: `hf_load`. */
  readonly load: ts.Identifier;
  /** The answer of a look-up: `hf_hit`. */
  readonly hit: ts.Identifier;
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
    handles: new Map(functions.map((analyzed) => [analyzed, factory.createUniqueName('hf')])),
  };
}
