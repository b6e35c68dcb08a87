import type { Template } from 'holdfast';
import type { Hole, TemplateParts } from '../parse-tag-lines/parse-template.ts';

/** The path of a hole as specs have it: `filter.country`. */
export function pathOf({ path }: Hole): string {
  return path.join('.');
}

/** The paths in a template, in its order; one may stand in it twice. */
export function listPaths(parts: TemplateParts): readonly string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : [pathOf(part)]));
}

/** A template as specs have it: text, and where its holes stand among those of the spec. */
export function fillTemplate(parts: TemplateParts, holes: readonly unknown[]): Template {
  return parts.map((part) => (typeof part === 'string' ? part : holes.indexOf(pathOf(part))));
}
