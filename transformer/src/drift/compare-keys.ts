import { comparableCode } from '../manifest/comparable-code.ts';
import type { ManifestFunction, ManifestParameter } from '../manifest/manifest.ts';
import { sortUnion } from '../manifest/sort-union.ts';
import { constantCode } from './constant-code.ts';
import { type ListedKey, readKey } from './read-key.ts';
import { shapeAt } from './shape-at.ts';

/** A type as it is listed. */
type ListedType = Pick<ManifestParameter, 'type' | 'shape' | 'item'>;

/** Why a key is another one than the manifest has. */
export type KeyReason =
  | { readonly kind: 'text' }
  | { readonly kind: 'gone' | 'new'; readonly parameter: string }
  | { readonly kind: 'type'; readonly parameter: string; readonly from: ListedType; readonly to: ListedType }
  /** `undefined`: no default. */
  | {
      readonly kind: 'default';
      readonly parameter: string;
      readonly from: string | undefined;
      readonly to: string | undefined;
    }
  | {
      readonly kind: 'option';
      readonly option: 'batch' | 'vary' | 'unordered';
      readonly from: string | undefined;
      readonly to: string | undefined;
    };

/**
 * Everything by which the keys of a function differ from what is recorded; empty where the same call has the same key.
 *
 * Not in it: the order of parameters (names are sorted), a new parameter that may be left out (`undefined` is not
 * printed), one that became optional or required, and the name or the layout of a type. Of the list of a batch its items
 * count: an array and a Set of the same ones have the same keys.
 */
export function compareKeys(recorded: ManifestFunction, current: ManifestFunction): readonly KeyReason[] {
  const before = readKey(recorded);
  const after = readKey(current);
  const named = compareNames(before, after, current);
  // A list that was renamed is told of by its names.
  const compared = (['batch', 'vary', 'unordered'] as const).filter((name) => name !== 'batch' || named.length === 0);
  const options = compared.flatMap((option): KeyReason[] => {
    const from = recorded.options?.[option];
    const to = current.options?.[option];
    return from === to ? [] : [{ kind: 'option', option, from, to }];
  });
  return [...named, ...compareParameters({ recorded, current, before, after }), ...options];
}

function compareNames(before: ListedKey, after: ListedKey, current: ManifestFunction): readonly KeyReason[] {
  if (before.form === 'template' || after.form === 'template') {
    const isSame =
      before.form === after.form &&
      before.form === 'template' &&
      after.form === 'template' &&
      before.text === after.text;
    return isSame ? [] : [{ kind: 'text' }];
  }
  const gone = before.names.filter((name) => !after.names.includes(name));
  const added = after.names.filter((name) => !before.names.includes(name));
  // Calls that leave a new optional parameter out have the key they had; but beside one that is gone it may be the same
  // parameter under another name.
  const changing = gone.length > 0 ? added : added.filter((name) => !mayBeLeftOut(current, name));
  return [
    ...gone.map((parameter) => ({ kind: 'gone', parameter }) as const),
    ...changing.map((parameter) => ({ kind: 'new', parameter }) as const),
  ];
}

function mayBeLeftOut({ parameters }: ManifestFunction, name: string): boolean {
  const parameter = parameters.find((one) => one.name === name);
  return parameter?.optional === true && parameter.default === undefined;
}

interface Comparison {
  readonly recorded: ManifestFunction;
  readonly current: ManifestFunction;
  readonly before: ListedKey;
  readonly after: ListedKey;
}

/** What is said of the parameters that both keys name; of `filter.country`, of that field. */
function compareParameters({ recorded, current, before, after }: Comparison): readonly KeyReason[] {
  return after.names.flatMap((path) => {
    const [name, ...fields] = path.split('.');
    const from = recorded.parameters.find((one) => one.name === name);
    const to = current.parameters.find((one) => one.name === name);
    if (from === undefined || to === undefined || !before.names.includes(path)) return [];
    if (fields.length > 0) return compareFields(path, shapeAt(shapeOf(from), fields), shapeAt(shapeOf(to), fields));
    return [...compareTypes(from, to), ...compareDefaults(from, to)];
  });
}

/** What stands in keys: of the list of a batch one of its items. */
export function shapeOf({ item, shape, type }: ListedType): string {
  return item ?? shape ?? type;
}

function compareFields(path: string, from: string | undefined, to: string | undefined): readonly KeyReason[] {
  if (from === undefined || to === undefined || from === to) return [];
  return [{ kind: 'type', parameter: path, from: { type: from }, to: { type: to } }];
}

function compareTypes(from: ManifestParameter, to: ManifestParameter): readonly KeyReason[] {
  // A list in one key, and one of its items in another.
  if ((from.item === undefined) !== (to.item === undefined)) return [];
  const isSame = sortUnion(shapeOf(from)) === sortUnion(shapeOf(to));
  return isSame ? [] : [{ kind: 'type', parameter: to.name, from, to }];
}

function compareDefaults(from: ManifestParameter, to: ManifestParameter): readonly KeyReason[] {
  // What is called without a list is called with the items of the default.
  if (to.item !== undefined) return [];
  const [before, after] = [from.default, to.default].map((one) => one && comparableCode(one));
  if (before === after) return [];
  const reason = { kind: 'default', parameter: to.name, from: from.default, to: to.default } as const;
  if (from.default !== undefined && to.default !== undefined) {
    // An expression that names something stays the same under another name.
    const [old, now] = [constantCode(from.default), constantCode(to.default)];
    return old === undefined || now === undefined || old === now ? [] : [reason];
  }
  // Between a default and none: only where calls could leave the parameter out before and after.
  const couldBeLeftOut = (one: ManifestParameter): boolean => one.default !== undefined || one.optional === true;
  return couldBeLeftOut(from) && couldBeLeftOut(to) ? [reason] : [];
}
