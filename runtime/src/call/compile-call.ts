import { compileKey, compileTag } from '../key/compile-template.ts';
import type { FunctionSpec } from '../spec.ts';

export type KeyOf = (values: readonly unknown[]) => string;
export type TagsOf = (values: readonly unknown[]) => readonly string[];

const NO_TAGS: readonly string[] = [];

/** The functions that make a call's key and tags from its values. */
export function compileCall(spec: FunctionSpec): {
  readonly keyIn: (location: { readonly prefix: string; readonly namespace: string }) => KeyOf;
  readonly tagsOf: TagsOf;
} {
  const tags = (spec.tags ?? []).map((template) => compileTag(template, spec));
  return {
    keyIn: (location) => compileKey(spec, location),
    tagsOf: (values) => (tags.length === 0 ? NO_TAGS : tags.map((tag) => tag(values))),
  };
}
