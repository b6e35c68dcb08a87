import type { ManifestFunction, ManifestParameter } from '../manifest/manifest.ts';
import { type KeyReason, shapeOf } from './compare-keys.ts';
import { readKey } from './read-key.ts';

/** Two keys as a message shows them; with the types where only these differ. */
export interface KeyPair {
  readonly from: string;
  readonly to: string;
}

/** The old and the new key: `findUser(id,teamId)` and `findUser(id,groupId)`. */
export function renderKeys(recorded: ManifestFunction, current: ManifestFunction): KeyPair {
  if (recorded.key !== current.key) return { from: recorded.key, to: current.key };
  return { from: renderTyped(recorded), to: renderTyped(current) };
}

/** `findUser(id: number, limit: number = 10)`, or `user:{id: number}`; of the list of a batch one item, `load(ids: number)`. */
function renderTyped(fn: ManifestFunction): string {
  const typed = (name: string): string => renderParameter(fn.parameters.find((one) => one.name === name) ?? name);
  const key = readKey(fn);
  const options = (['vary', 'unordered'] as const).flatMap((name) => {
    const value = fn.options?.[name];
    return value === undefined ? [] : [` ${name}=${value}`];
  });
  if (key.form === 'arguments') return `${fn.id}(${key.names.map(typed).join(', ')})${options.join('')}`;
  return `${key.text.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => `{${typed(name)}}`)}${options.join('')}`;
}

function renderParameter(parameter: ManifestParameter | string): string {
  if (typeof parameter === 'string') return parameter;
  const { name, type, item, optional, default: initial } = parameter;
  if (item !== undefined) return `${name}: ${item}`;
  return `${name}${optional ? '?' : ''}: ${type}${initial === undefined ? '' : ` = ${initial}`}`;
}

/** Why the keys are others, in words: `teamId is gone; limit: number is new`. */
export function renderReasons(reasons: readonly KeyReason[]): string {
  return reasons.map(renderReason).join('; ');
}

function renderReason(reason: KeyReason): string {
  switch (reason.kind) {
    case 'text':
      return 'the template is another';
    case 'gone':
      return `${reason.parameter} is gone`;
    case 'new':
      return `${reason.parameter} is new`;
    case 'type': {
      const { parameter, from, to } = reason;
      if (from.type !== to.type) return `the type of ${parameter} was ${from.type} and is ${to.type}`;
      const shapes = `${shapeOf(to)} in place of ${shapeOf(from)}`;
      return `the type ${to.type} of ${parameter} has another shape, ${shapes}`;
    }
    case 'default':
      return `the default of ${reason.parameter} was ${reason.from ?? 'none'} and is ${reason.to ?? 'none'}`;
    case 'option':
      if (reason.option === 'batch') return renderBatch(reason);
      return `${reason.option} was ${reason.from ?? 'none'} and is ${reason.to ?? 'none'}`;
  }
}

function renderBatch({ from, to }: Extract<KeyReason, { readonly kind: 'option' }>): string {
  if (from === undefined) return `each item of ${to} has a key of its own now`;
  if (to === undefined) return `each item of ${from} had a key of its own`;
  return `each item of ${from} had a key of its own, and now each of ${to} has`;
}
