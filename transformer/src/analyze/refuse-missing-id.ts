import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { TagPlace } from './analyze-shape.ts';
import type { FunctionShape } from './function-shape.ts';
import { namePath } from './name-path.ts';

/** Why a function has no id of its own: it has no usable name, or something around it has none. */
export function refuseMissingId(
  context: AnalysisContext,
  shape: FunctionShape,
  { on, tag, span }: TagPlace,
): Diagnostic {
  const isNamed = ('name' in shape && shape.name !== undefined) || shape.node.name !== undefined;
  const isLost = isNamed && namePath(context, shape.node) === undefined;
  return isLost ? DIAGNOSTICS.unnamedOuter(span, { on, tag }) : DIAGNOSTICS.noId(span, { on, tag });
}
