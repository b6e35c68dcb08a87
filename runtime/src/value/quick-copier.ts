/**
 * A copier made for one value that never changes: the copy that memory keeps. It knows where in the value objects stand,
 * so it looks at nothing else; the copier that goes for all values looks at every field of every object each time. Three
 * to five times as fast, and what the build wrote for rows of a known type twice as fast again. What is seldom (maps,
 * sets, bytes, objects met twice, deep trees) is left to the other one.
 */
import type { Copier } from './copy-value.ts';
import { listCopier } from './list-copier.ts';
import type { RowCopier } from './row-copier.ts';

/** What stands at a place: nothing that must be copied, or what it is. Lists have one plan for all of their items. */
type Plan = 'primitive' | 'date' | { readonly items: Plan } | { readonly fields: ReadonlyMap<string, Plan> };

/** Deeper values are left to the other copier. */
const DEEPEST = 12;

/** The copier for this value; `undefined` where it is no plain tree. @param rows copies the rows that it holds, if any */
export function quickCopier(value: unknown, rows?: RowCopier): Copier | undefined {
  const plan = planOf(value, new Set(), 0);
  if (plan === undefined) return undefined;
  return (rows && copierOfRows(plan, value, rows)) ?? compile(plan);
}

function copierOfRows(plan: Plan, value: unknown, rows: RowCopier): Copier | undefined {
  const isRow = (item: unknown): boolean => typeof item !== 'object' || item === null || rows.isFor(item);
  if (isFlat(plan)) return isRow(value) ? rows.copy : undefined;
  const isFlatList = typeof plan === 'object' && 'items' in plan && isFlat(plan.items) && Array.isArray(value);
  return isFlatList && value.every(isRow) ? rows.copyList : undefined;
}

/** Objects of primitives. */
function isFlat(plan: Plan): boolean {
  return typeof plan === 'object' && 'fields' in plan && plan.fields.size === 0;
}

function planOf(value: unknown, seen: Set<unknown>, depth: number): Plan | undefined {
  if (typeof value !== 'object' || value === null) return 'primitive';
  if (seen.has(value) || depth > DEEPEST) return undefined;
  seen.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Date.prototype) return 'date';
  if (prototype === Array.prototype && Array.isArray(value)) return planOfItems(value, seen, depth);
  if (prototype !== Object.prototype) return undefined;
  const fields = new Map<string, Plan>();
  for (const [name, part] of Object.entries(value)) {
    const plan = planOf(part, seen, depth + 1);
    // An item without such a field would show its prototype in its place.
    if (plan === undefined || name === '__proto__') return undefined;
    if (plan !== 'primitive') fields.set(name, plan);
  }
  return { fields };
}

function planOfItems(list: readonly unknown[], seen: Set<unknown>, depth: number): Plan | undefined {
  let items: Plan | undefined = 'primitive';
  for (const item of list) {
    const plan = planOf(item, seen, depth + 1);
    items = plan && items && merge(items, plan);
    if (items === undefined) return undefined;
  }
  return { items };
}

/** A plan for what either of the two is for; `undefined` where there is none, as for a list and an object. */
function merge(one: Plan, other: Plan): Plan | undefined {
  if (one === other || other === 'primitive') return one;
  if (one === 'primitive') return other;
  if (one === 'date' || other === 'date') return undefined;
  if ('items' in one) {
    const items = 'items' in other ? merge(one.items, other.items) : undefined;
    return items && { items };
  }
  if ('items' in other) return undefined;
  const fields = new Map(one.fields);
  for (const [name, plan] of other.fields) {
    const merged = merge(fields.get(name) ?? 'primitive', plan);
    if (merged === undefined) return undefined;
    fields.set(name, merged);
  }
  return { fields };
}

const copyDate: Copier = (value) => (value instanceof Date ? new Date(value.getTime()) : value);
const copyFlatList: Copier = (value) => (Array.isArray(value) ? value.slice() : value);
const copyFlatObject: Copier = (value) => (typeof value === 'object' && value !== null ? { ...value } : value);

/** A list of objects that hold primitives only. */
const copyRows: Copier = (value) => {
  if (!Array.isArray(value)) return value;
  const copy: unknown[] = value.slice();
  for (let i = 0; i < copy.length; i++) {
    const row = copy[i];
    if (typeof row === 'object' && row !== null) copy[i] = { ...row };
  }
  return copy;
};

/** A copier of what the plan is for, and of primitives. */
function compile(plan: Plan): Copier {
  if (plan === 'primitive') return (value) => value;
  if (plan === 'date') return copyDate;
  if ('items' in plan) return compileList(plan.items);
  if (plan.fields.size === 0) return copyFlatObject;
  const fields = Array.from(plan.fields, ([name, part]) => [name, compile(part)] as const);
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const copy: Record<string, unknown> = { ...value };
    for (const [name, copyPart] of fields) {
      const part = copy[name];
      // One that is inherited is no object of plain data.
      if (typeof part === 'object' && part !== null) copy[name] = copyPart(part);
    }
    return copy;
  };
}

function compileList(items: Plan): Copier {
  if (items === 'primitive') return copyFlatList;
  const copyItem = compile(items);
  return copyItem === copyFlatObject ? copyRows : listCopier(copyItem);
}
