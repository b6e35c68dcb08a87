import type { AnalysisContext } from './analysis-context.ts';
import type { Batched } from './batch/batched.ts';
import type { FunctionShape } from './function-shape.ts';

/** What the analysis of one function works with. */
export interface FunctionContext extends AnalysisContext {
  readonly shape: FunctionShape;
  /** What messages call it: `UserRepo.find`. */
  readonly on: string;
  /** Of a function with `@batch`: the parameter that stands for one item each. */
  readonly batched?: Batched | undefined;
}
