import type { Codec } from '../value/sealing.ts';
import { plainJsonText } from './plain-json-text.ts';
import { readText } from './read-text.ts';
import { tagParts } from './tag-parts.ts';
import { MARK } from './tags.ts';
import { untagParts } from './untag-parts.ts';

/**
 * The default codec: plain JSON, byte for byte as `JSON.stringify` writes it, where the value is that; otherwise JSON
 * with tags (tags.ts) for dates, maps, sets, bigints, `undefined`, bytes, patterns, errors and numbers without a JSON
 * form. Different values have different texts. An object that stands at several places is written at each of them.
 *
 * Accessors are read, and come back as plain fields.
 */
export const dataCodec: Codec = {
  name: 'data',

  /** @throws UnstorableValueError (HF3010) naming the place of what it does not carry. */
  encode(value) {
    const text = plainJsonText(value);
    if (text !== undefined) return text;
    const { tree, hasTags } = tagParts(value, 'data');
    return hasTags ? MARK + JSON.stringify(tree) : JSON.stringify(value);
  },

  /** @throws Error for anything that `encode` did not write, unless it is JSON. */
  decode(payload) {
    const text = readText(payload);
    return text.startsWith(MARK) ? untagParts(JSON.parse(text.slice(MARK.length))) : JSON.parse(text);
  },
};
