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

/** Whether a tag belongs to the language. */
export function isOwnTag(name: string): name is OwnTag {
  return OWN_TAGS.some((tag) => tag === name);
}
