import type { AnalysisContext } from './analysis-context.ts';
import type { Batched } from './batch/batched.ts';
import type { FunctionShape } from './function-shape.ts';
import { listParameters, type Parameter } from './list-parameters.ts';

/** What the analysis of one function works with. */
export interface FunctionContext extends AnalysisContext {
  readonly shape: FunctionShape;
  /** What messages call it: `UserRepo.find`. */
  readonly on: string;
  /** What a key can name. */
  readonly parameters: readonly Parameter[];
  /** Of a function with `@batch`: the parameter that stands for one item each. */
  readonly batched?: Batched | undefined;
}

/** Field by field, since it is made for each function: fields beside a spread are set one by one at run time. */
export function functionContext(
  { typescript, program, checker, sourceFile, asyncShape }: AnalysisContext,
  shape: FunctionShape,
  on: string,
): FunctionContext {
  const parameters = listParameters(typescript, shape);
  return { typescript, program, checker, sourceFile, asyncShape, shape, on, parameters };
}
