import type { Codec } from '../value/sealing.ts';
import { plainJsonText } from './plain-json-text.ts';
import { readText } from './read-text.ts';
import { refuseTags } from './tag-parts.ts';

/** JSON and nothing else, for entries that other programs read. It refuses a value that would not come back the same. */
export const jsonCodec: Codec = {
  name: 'json',

  /** @throws UnstorableValueError (HF3010) naming the place of what JSON does not carry. */
  encode(value) {
    const text = plainJsonText(value);
    if (text !== undefined) return text;
    refuseTags(value, 'json');
    return JSON.stringify(value);
  },

  /** @throws SyntaxError for anything but JSON. */
  decode: (payload) => JSON.parse(readText(payload)),
};
