import type { FunctionSpec } from 'holdfast';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { BatchLine, TemplateLine } from '../../parse-tag-lines/tag-line.ts';
import type { FunctionContext } from '../function-context.ts';

/** The lines that say what the key of an item is made from. */
export interface BatchKeyLines {
  readonly batch: BatchLine | undefined;
  readonly key: TemplateLine | undefined;
}

/** Refuses a key that all items would share. */
export function checkBatchKey(
  { batched, on }: FunctionContext,
  { batch, key }: BatchKeyLines,
  { holes, key: made }: Pick<FunctionSpec, 'holes' | 'key'>,
): readonly Diagnostic[] {
  if (batched === undefined || batch === undefined) return [];
  const { name } = batched;
  const isKeyed = holes.slice(0, made.holes).some((path) => path === name || path.startsWith(`${name}.`));
  if (isKeyed) return [];
  const omitted = batch.options.omit?.find((word) => word.name === name);
  const [place, cause] =
    omitted !== undefined
      ? ([omitted, `omit=${name}`] as const)
      : key !== undefined
        ? ([key, `@key ${key.text}`] as const)
        : ([batch.parameter, undefined] as const);
  return [DIAGNOSTICS.unkeyedBatch(place, { on, parameter: name, cause })];
}
