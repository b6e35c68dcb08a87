import { ConfigurationError } from '../errors.ts';
import type { FunctionSpec, Template } from '../spec.ts';
import { encodeText } from './encode-text.ts';
import type { KeyHole } from './key-hole.ts';
import { renderTagValue } from './render-tag-value.ts';
import { renderValue } from './render-value.ts';
import { DEFAULT_KEY_LIMIT, shortenKey } from './shorten-key.ts';
import { templateSegments } from './template-segments.ts';

/** What stands before the id in every key of a function. */
export interface KeyLocation {
  /** Configured; services that invalidate each other share it: `hf`. */
  readonly prefix: string;
  /** Of the build: `shop@2`. */
  readonly namespace: string;
}

/** Makes the key of a call from its values, in the order of the spec's holes. */
export type RenderKey = (values: readonly unknown[]) => string;

/** What of a spec makes its keys. */
export type KeyedSpec = Pick<FunctionSpec, 'id' | 'holes' | 'key'>;

/**
 * Compiles the key of a function: `hf:app:findUser(id=42,teamId=1)`, or with a template `hf:app:user:42`. Values behind
 * the key's holes are ignored.
 * @param limit most bytes of a key; longer ones are shortened (`shortenKey`)
 * @throws ConfigurationError HF2001 for a template that the build would have refused. The compiled function throws
 * UnkeyableArgumentError HF3001.
 */
export function compileKey(spec: KeyedSpec, location: KeyLocation, limit = DEFAULT_KEY_LIMIT): RenderKey {
  const place = `${encodeText(location.prefix, 'name')}:${encodeText(location.namespace, 'name')}:`;
  const render =
    spec.key.form === 'arguments' ? compileArguments(spec, place) : compileSegments(spec, spec.key.template, place);
  return (values) => shortenKey(render(values), limit);
}

/**
 * Compiles a tag: `team:{teamId}` → `team:1`. A tag is the text that a person writes in `invalidateTag(`team:${id}`)`:
 * nothing is escaped or quoted, and 1 and "1" give the same tag, which can only invalidate too much.
 * @throws ConfigurationError HF2001 for a hole that does not exist. The compiled function throws UnkeyableArgumentError
 * HF3001 for values that have no such text.
 */
export function compileTag(template: Template, { id, holes }: Pick<FunctionSpec, 'id' | 'holes'>): RenderKey {
  const pieces = template.map((piece) => {
    if (typeof piece === 'string') return piece;
    const name = holes[piece];
    if (name === undefined)
      throw new ConfigurationError(`${id}: the @tag template has no value ${piece} of ${holes.length}.`);
    const hole: KeyHole = { owner: id, name, form: 'tag', excluded: '' };
    return { index: piece, hole };
  });
  return (values) => {
    let tag = '';
    for (const piece of pieces)
      tag += typeof piece === 'string' ? piece : renderTagValue(values[piece.index], piece.hole);
    return tag;
  };
}

function compileArguments(spec: KeyedSpec, place: string): RenderKey {
  const head = `${place}${encodeText(spec.id, 'name')}(`;
  const parameters = spec.holes.slice(0, spec.key.holes).map((name, index) => {
    const hole: KeyHole = { owner: spec.id, name, form: 'arguments', excluded: '' };
    return { index, hole, label: `${encodeText(name, 'value')}=` };
  });
  return (values) => {
    let key = head;
    let separator = '';
    for (const { index, hole, label } of parameters) {
      const value = values[index];
      if (value === undefined) continue;
      key += separator + label + renderValue(value, hole);
      separator = ',';
    }
    return `${key})`;
  };
}

function compileSegments(spec: KeyedSpec, template: Template, place: string): RenderKey {
  const segments = templateSegments({ id: spec.id, holes: spec.holes.slice(0, spec.key.holes), template });
  return (values) => {
    let key = place;
    for (const segment of segments) {
      key += typeof segment === 'string' ? segment : renderValue(values[segment.index], segment.hole);
    }
    return key;
  };
}
