import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { InvalidatesTagLine, TemplateLine } from '../parse-tag-lines/tag-line.ts';
import { describeUnprintable, findUnkeyable } from './classify-value.ts';
import type { FunctionContext } from './function-context.ts';
import { resolveHole } from './resolve-hole.ts';
import { placeOfPart } from './types/find-part.ts';

/** Refuses holes of a template that name nothing, or something that cannot become text there. */
export function checkTemplate(fn: FunctionContext, { tag, parts }: TemplateLine | InvalidatesTagLine): Diagnostic[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    const hole = resolveHole(fn, part);
    if ('code' in hole) return [hole];
    const { path, type } = hole;
    const found = findUnkeyable(fn, type);
    if (found !== undefined) {
      return [DIAGNOSTICS.unkeyableHole(part, { hole: path, tag, path: placeOfPart(path, found), what: found.what })];
    }
    const unprintable = tag === 'key' ? undefined : describeUnprintable(fn, type);
    return unprintable === undefined ? [] : [DIAGNOSTICS.objectInTag(part, { hole: path, type: unprintable })];
  });
}
