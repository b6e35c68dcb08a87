import type { FunctionSpec, Template } from '../spec.ts';
import type { KeyHole } from './key-hole.ts';
import { malformedTemplate } from './malformed-template.ts';
import { renderTagValue } from './render-tag-value.ts';
import { unkeyableError } from './unkeyable-error.ts';

/** The tags of a call from its values. */
export type TagsOf = (values: readonly unknown[]) => readonly string[];

/** What of a spec makes its tags. */
export type TaggedSpec = Pick<FunctionSpec, 'id' | 'holes' | 'tags'>;

const NO_TAGS: readonly string[] = [];

/**
 * Compiles the tags of a function: `team:{teamId}` → `team:1`. A tag is the text that a person writes in
 * `invalidateTag(`team:${id}`)`: nothing is escaped or quoted, and 1 and "1" give the same tag, which can only invalidate
 * too much. A lone hole of a function gives one tag or a list of them as they are.
 * @throws ConfigurationError HF2001 for a hole that does not exist. The compiled function throws UnkeyableArgumentError
 * HF3001 for values that have no such text.
 */
export function compileTags(spec: TaggedSpec): TagsOf {
  const tags = (spec.tags ?? []).map((template) => compileTag(spec, template));
  return tags.length === 0 ? () => NO_TAGS : (values) => tags.flatMap((tag) => tag(values));
}

function compileTag({ id, holes }: TaggedSpec, template: Template): (values: readonly unknown[]) => string | string[] {
  const pieces = template.map((piece) => {
    if (typeof piece === 'string') return piece;
    const name = holes[piece];
    if (name === undefined) throw malformedTemplate(id, template);
    const hole: KeyHole = { owner: id, name, form: name.endsWith('()') ? 'tags' : 'tag', excluded: '' };
    return { index: piece, hole };
  });
  const [first] = pieces;
  if (typeof first === 'object' && first.hole.form === 'tags') {
    return (values) => readTags(values[first.index], first.hole);
  }
  return (values) => {
    let tag = '';
    for (const piece of pieces)
      tag += typeof piece === 'string' ? piece : renderTagValue(values[piece.index], piece.hole);
    return tag;
  };
}

/** What a function gave: one tag or a list of them. */
function readTags(given: unknown, hole: KeyHole): string[] {
  const tags: readonly unknown[] = Array.isArray(given) ? given : [given];
  return tags.map((tag) => {
    if (typeof tag === 'string') return tag;
    throw unkeyableError(`gave a value of type ${typeof tag}`, hole, undefined);
  });
}
