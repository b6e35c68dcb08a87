import type { FunctionSpec } from 'holdfast';

/** What the parameter is called that takes the items of a batch; absent for other functions. */
export function listOf({ batch, holes }: Pick<FunctionSpec, 'batch' | 'holes'>): string | undefined {
  return batch === undefined ? undefined : holes[batch.hole];
}
