import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { describeShape } from '../analyze/types/describe-shape.ts';
import { readResultType } from '../analyze/types/result-type.ts';
import { clipShape } from './clip-shape.ts';
import { describeKey, describeTags } from './describe-key.ts';
import { describeOptions } from './describe-options.ts';
import { type DescriptionContext, describeParameters } from './describe-parameters.ts';
import { describeTracks } from './describe-tracks.ts';
import type { ManifestFunction } from './manifest.ts';

/** What the manifest says of a function. `file` is its path within the project. */
export function describeFunction(
  context: DescriptionContext,
  { spec, shape, batch }: AnalyzedFunction,
  file: string,
): ManifestFunction {
  const type = spec.shape === undefined ? undefined : readStored(context, { spec, shape, batch });
  return {
    ...describeSpec(spec, file),
    parameters: describeParameters(context, shape.node, batch),
    ...(spec.shape !== undefined && {
      result: { hash: spec.shape, ...(type && { shape: clipShape(describeShape(context, type)) }) },
    }),
  };
}

/** The type of what an entry holds: of a batch the result of one item. */
function readStored(
  context: DescriptionContext,
  { spec, shape, batch }: Pick<AnalyzedFunction, 'spec' | 'shape' | 'batch'>,
): ts.Type | undefined {
  return batch === undefined ? readResultType(context, shape.node, spec.calls) : batch.result;
}

/** The part of it that the spec alone tells, as emitted code has it too. */
export function describeSpec(spec: FunctionSpec, file: string): Omit<ManifestFunction, 'parameters'> {
  const { id, kind, calls, isolate, types, shape } = spec;
  const tags = describeTags(spec);
  const tracks = describeTracks(spec);
  const options = describeOptions(spec);
  return {
    id,
    key: describeKey(spec),
    file,
    kind,
    calls,
    ...(tags !== undefined && { tags }),
    ...(tracks !== undefined && { tracks }),
    ...(options !== undefined && { options }),
    isolation: isolate ?? types?.isolate ?? 'copy',
    ...(shape !== undefined && { result: { hash: shape } }),
  };
}
