import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { TagLine } from '../parse-tag-lines/tag-line.ts';

/** Refuses a line that stands twice, and lines that mean nothing without `@cache`. */
export function checkLines(lines: readonly TagLine[], on: string): Diagnostic[] {
  const isCached = lines.some(({ tag }) => tag === 'cache');
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const { tag } = line;
    const isTemplate = tag === 'key' || tag === 'tag';
    // Only @tag may be repeated, with another template each time.
    const name = tag === 'tag' && 'text' in line ? `@tag ${line.text}` : `@${tag}`;
    const isRepeated = seen.has(name) && !(tag === 'tag' && 'refused' in line);
    seen.add(name);
    if (isTemplate && !isCached) return [DIAGNOSTICS.missingPartner(line, { tag, on })];
    return isRepeated ? [DIAGNOSTICS.duplicateTag(line, { line: name, on })] : [];
  });
}
