import {
  compareKeys,
  type ListedKey,
  type ManifestFunction,
  type ManifestParameter,
  readKey,
} from '@holdfast/transformer';
import { pairParameters } from './pair-parameters.ts';

/** What has to be written into a doc comment so that a function has its recorded key again. */
export interface PinPlan {
  readonly id?: string;
  readonly key?: string;
  readonly omit?: readonly string[];
  /** Parameters that are not part of the key any more: calls that differ in them only share an entry. */
  readonly ignored: readonly string[];
  /** By recorded name. */
  readonly pairs: ReadonlyMap<string, string>;
}

/** Why the old key cannot be had, and what to do instead. */
export interface PinRefusal {
  readonly reason: string;
  readonly fix: string;
}

/** A function as it is recorded, and the one of the code that shall have its key. */
export interface PinTarget {
  readonly recorded: ManifestFunction;
  readonly current: ManifestFunction;
}

/** Finds the least that restores the recorded key; nothing where the key is the same already, for other types. */
export function planPin(target: PinTarget): PinPlan | PinRefusal {
  const { recorded, current } = target;
  // A renamed function has another id in its key; all else is compared as if it had the old one.
  const renamed = { ...current, id: recorded.id, key: withId(recorded.id, current) };
  const reasons = compareKeys(recorded, renamed);
  const fix = `Take the new one with "holdfast keys accept ${recorded.id}".`;
  for (const reason of reasons) {
    if (reason.kind === 'default')
      return { reason: `a template has no defaults, and that of ${reason.parameter} changed`, fix };
    if (reason.kind === 'option' && reason.option !== 'unordered') return refuseOption(reason.option, reason.from, fix);
  }
  const id = current.id === recorded.id ? {} : { id: recorded.id };
  const isTyped = reasons.every(({ kind }) => kind === 'type');
  const plan = isTyped
    ? { ignored: [], pairs: keepNames(readKey(recorded)) }
    : planKey({ recorded, current: renamed }, fix);
  if ('reason' in plan) return plan;
  // Its parameters may have other names now.
  const unordered = recorded.options?.unordered?.split(',').map((name) => plan.pairs.get(name) ?? name);
  if (unordered?.toSorted().join() !== current.options?.unordered?.split(',').toSorted().join())
    return refuseOption('unordered', unordered?.join(','), fix);
  return { ...id, ...plan };
}

function refuseOption(option: string, before: string | undefined, fix: string): PinRefusal {
  if (option === 'batch') {
    const edit = before === undefined ? '@cache' : `@batch ${before}`;
    const reason = 'a list has one key with @cache, and with @batch each of its items has one';
    return { reason, fix: `To keep it, write ${edit} yourself. ${fix}` };
  }
  const edit = before === undefined ? `remove ${option}=` : `write ${option}=${before}`;
  return { reason: `${option}= is part of it`, fix: `To keep it, ${edit} yourself. ${fix}` };
}

function withId(id: string, { id: own, key }: ManifestFunction): string {
  return key.startsWith(`${own}(`) ? `${id}${key.slice(own.length)}` : key;
}

function keepNames({ names }: ListedKey): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [rootOf(name), rootOf(name)]));
}

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

function planKey({ recorded, current }: PinTarget, fix: string): PinPlan | PinRefusal {
  const before = readKey(recorded);
  const after = readKey(current);
  const roots = [...new Set(before.names.map(rootOf))];
  const pairs = pairParameters(recorded, current, roots);
  if ('unclear' in pairs) {
    const isSameWithout =
      before.form === 'arguments' && pairs.unclear.every((name) => mayBeMissing(find(recorded, name)));
    if (isSameWithout && after.form === 'arguments' && after.names.every((name) => before.names.includes(name))) {
      return { ignored: [], pairs: keepNames(after) };
    }
    const names = pairs.unclear.join(' and ');
    return { reason: `nothing tells which parameter stands for ${names} now`, fix: `Write @key yourself. ${fix}` };
  }
  const used = new Set(pairs.values());
  const ignored = after.names.map(rootOf).filter((name) => !used.has(name));
  const isRenamed = [...pairs].some(([from, to]) => from !== to);
  if (before.form === 'arguments' && after.form === 'arguments' && !isRenamed) {
    const lost = ignored.filter((name) => !isOptional(find(current, name)));
    return { omit: lost, ignored: lost, pairs };
  }
  if (before.form === 'arguments') {
    const missing = [...used].find((name) => mayBeMissing(find(current, name)));
    if (missing !== undefined) {
      const reason = `${missing} may be undefined, which id(arguments) leaves out and a template prints`;
      return { reason, fix: `Rename ${missing} back, or make it required. ${fix}` };
    }
  }
  const key = renderTemplate(recorded.id, before, pairs);
  return { ...(after.form === 'template' && after.text === key ? {} : { key }), ignored: [...new Set(ignored)], pairs };
}

function renderTemplate(id: string, key: ListedKey, pairs: ReadonlyMap<string, string>): string {
  if (key.form === 'arguments')
    return `${id}(${key.names.map((name) => `${name}={${pairs.get(name) ?? name}}`).join(',')})`;
  return key.text.replaceAll(/\{([^{}.]+)/g, (_, root: string) => `{${pairs.get(root) ?? root}`);
}

function find({ parameters }: ManifestFunction, name: string): ManifestParameter | undefined {
  return parameters.find((one) => one.name === name);
}

function isOptional(parameter: ManifestParameter | undefined): boolean {
  return parameter?.optional === true && parameter.default === undefined;
}

/** Whether a call may pass `undefined`, as far as the text of the type tells. */
function mayBeMissing(parameter: ManifestParameter | undefined): boolean {
  if (parameter === undefined) return false;
  if (parameter.optional) return true;
  if (parameter.default !== undefined) return false;
  return /\b(?:undefined|void|any|unknown|generic)\b/.test(parameter.item ?? parameter.shape ?? parameter.type);
}
