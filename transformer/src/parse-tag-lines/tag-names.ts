/** Every tag of the language. A line that begins with one of them is ours; all others are left alone. */
export const OWN_TAGS = [
  'cache',
  'batch',
  'key',
  'tag',
  'tracks',
  'invalidates',
  'invalidatesTag',
  'entity',
  'idPrefix',
] as const;

/** A tag of the language, without the `@`. */
export type OwnTag = (typeof OWN_TAGS)[number];

/**
 * Slips that stand alone in a comment, since a writer has no other tag of ours, by what they were to be. No standard of
 * doc comments and no tool that we know of has such tags.
 */
export const LONE_SLIPS: ReadonlyMap<string, OwnTag> = new Map([
  ['invalidate', 'invalidates'],
  ['invalidateTag', 'invalidatesTag'],
]);

const OWN: ReadonlySet<string> = new Set(OWN_TAGS);

/** Whether a tag belongs to the language. */
export function isOwnTag(name: string): name is OwnTag {
  return OWN.has(name);
}
