import type { FunctionSpec, Template } from '../spec.ts';
import { encodeText } from './encode-text.ts';
import type { KeyHole } from './key-hole.ts';
import { renderValue } from './render-value.ts';
import { renderVary } from './render-vary.ts';
import { DEFAULT_KEY_LIMIT, shortenKey } from './shorten-key.ts';
import { templateSegments } from './template-segments.ts';

/** What of every key does not come from its function. */
export interface KeyLocation {
  /** Configured; services that invalidate each other share it: `hf`. */
  readonly prefix: string;
  /** Of the build: `shop@2`. */
  readonly namespace: string;
}

/** Where a key stands, and what all functions vary by. */
export interface KeyContext extends KeyLocation {
  /** Called for each key; where it gives `undefined`, nothing is printed for it. */
  readonly vary?: (() => unknown) | undefined;
}

/** Makes the key of a call from its values, in the order of the spec's holes. */
export type RenderKey = (values: readonly unknown[]) => string;

/** What of a spec makes its keys. */
export type KeyedSpec = Pick<FunctionSpec, 'id' | 'holes' | 'key' | 'vary' | 'unordered' | 'batch'>;

/**
 * Compiles the key of a function: `hf:app:findUser(id=42,teamId=1)`, or with a template `hf:app:user:42`. Behind that
 * stands what it varies by, first what all functions do: `hf:app:findUser(id=42)|eu|de`. Values behind the key's holes are
 * ignored.
 * @param limit most bytes of a key; longer ones are shortened (`shortenKey`)
 * @throws ConfigurationError HF2001 for a template that the build would have refused. The compiled function throws
 * UnkeyableArgumentError HF3001.
 */
export function compileKey(spec: KeyedSpec, context: KeyContext, limit = DEFAULT_KEY_LIMIT): RenderKey {
  const place = `${encodeText(context.prefix, 'name')}:${encodeText(context.namespace, 'name')}:`;
  const render =
    spec.key.form === 'arguments' ? compileArguments(spec, place) : compileSegments(spec, spec.key.template, place);
  const { id, holes, vary } = spec;
  const ofAll = context.vary;
  if (vary === undefined && ofAll === undefined) return (values) => shortenKey(render(values), limit);
  return (values) => {
    const common = ofAll?.();
    const all = common === undefined ? '' : renderVary(common, id, 'configure({ vary })');
    const own = vary === undefined ? '' : renderVary(values[vary], id, holes[vary]);
    return shortenKey(render(values) + all + own, limit);
  };
}

/** The part of a key between the location and `|`: its arguments by name. */
function compileArguments(spec: KeyedSpec, place: string): RenderKey {
  const head = `${place}${encodeText(spec.id, 'name')}(`;
  const parameters = spec.holes.slice(0, spec.vary ?? spec.key.holes).map((name, index) => {
    const unordered = spec.unordered?.includes(index) ?? false;
    // Without its items a batch has no keys, so an item cannot be left out.
    const form = spec.batch?.hole === index ? 'template' : 'arguments';
    const hole: KeyHole = { owner: spec.id, name, form, excluded: '', unordered };
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
  const segments = templateSegments(spec, template);
  return (values) => {
    let key = place;
    for (const segment of segments) {
      key += typeof segment === 'string' ? segment : renderValue(values[segment.index], segment.hole);
    }
    return key;
  };
}
