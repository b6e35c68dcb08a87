/** What has to be found in a value of a random type: by looking at the value and its description, without any plan. */

import type { Described, Model, NamedType } from './random-types.ts';
import type { DrawnValue, Origins } from './random-values.ts';

/** How entities are recognized: by what their types are declared to be, or by a property that they have. */
export type Rule = (named: NamedType) => { readonly entity: string; readonly id: readonly string[] } | undefined;

export const byAnnotation: Rule = ({ entity }) => entity && { entity: entity.name, id: entity.id };
export const byTid: Rule = ({ hasTid }) => (hasTid ? { entity: 'thing', id: ['tid'] } : undefined);

/** The entities that a type may hold, sorted. By a property the outermost objects are meant, and no keys of a map. */
export function listEntities(model: Model, rule: Rule): readonly string[] {
  const names = new Set<string>();
  visitTypes(model, rule, { type: model.root, names, isDeep: true, seen: new Set() });
  return [...names].toSorted();
}

interface Visit {
  readonly type: Described;
  readonly names: Set<string>;
  /** What stands in an entity counts too. */
  readonly isDeep: boolean;
  readonly seen: Set<number>;
}

function visitTypes(model: Model, rule: Rule, { type, ...visit }: Visit): void {
  const into = (inner: Described): void => visitTypes(model, rule, { type: inner, ...visit });
  switch (type.is) {
    case 'primitive':
      return;
    case 'named': {
      const named = model.named[type.index];
      if (named === undefined || visit.seen.has(type.index)) return;
      visit.seen.add(type.index);
      const found = rule(named);
      if (found !== undefined) visit.names.add(found.entity);
      if (found === undefined || (visit.isDeep && rule === byAnnotation))
        for (const field of named.fields) into(field.type);
      return;
    }
    case 'object':
      for (const field of type.fields) into(field.type);
      return;
    case 'tuple':
      for (const item of type.items) into(item);
      if (type.rest !== undefined) into(type.rest);
      return;
    case 'union':
      for (const member of type.members) into(member);
      return;
    case 'nullable':
      return into(type.inner);
    case 'map':
      if (rule === byAnnotation) into(type.key);
      return into(type.item);
    default:
      return into(type.item);
  }
}

/** What a walk has to report of a value: `one 0 7`, `parts 1 7,8`, `list 0`; sorted. */
export function reflect(model: Model, rule: Rule, { value, origins }: DrawnValue): readonly string[] {
  const reflection = new Reflection(model, rule, origins);
  reflection.visit(value, model.root);
  return [...reflection.reported].toSorted();
}

class Reflection {
  readonly reported = new Set<string>();
  readonly #model: Model;
  readonly #rule: Rule;
  readonly #origins: Origins;
  readonly #entities: readonly string[];
  readonly #seen = new Set<unknown>();

  constructor(model: Model, rule: Rule, origins: Origins) {
    this.#model = model;
    this.#rule = rule;
    this.#origins = origins;
    this.#entities = listEntities(model, rule);
  }

  visit(value: unknown, type: Described): void {
    if (value === null || value === undefined) return;
    switch (type.is) {
      case 'primitive':
        return;
      case 'nullable':
        return this.visit(value, type.inner);
      case 'named':
        return this.#visitNamed(value, type.index);
      case 'union':
        return this.#visitUnion(value, type.members);
      case 'object':
        for (const field of type.fields) this.visit(read(value, field.name), field.type);
        return;
      case 'page':
        return this.visit(read(value, 'items'), { is: 'array', item: type.item });
      case 'tuple':
        return this.#visitTuple(value, type);
      case 'array':
      case 'set':
        this.#report(type.item);
        if (Array.isArray(value) || value instanceof Set) for (const item of value) this.visit(item, type.item);
        return;
      case 'record':
        this.#report(type.item);
        for (const item of Object.values(value)) this.visit(item, type.item);
        return;
      case 'map':
        this.#report(type.item);
        if (this.#rule === byAnnotation) this.#report(type.key);
        if (!(value instanceof Map)) return;
        for (const [key, item] of value) {
          this.visit(item, type.item);
          if (this.#rule === byAnnotation) this.visit(key, type.key);
        }
    }
  }

  /** A list of the entities that stand in its items, but not in other entities there. */
  #report(item: Described): void {
    const names = new Set<string>();
    visitTypes(this.#model, this.#rule, { type: item, names, isDeep: false, seen: new Set() });
    for (const name of names) this.reported.add(`list ${this.#entities.indexOf(name)}`);
  }

  #visitNamed(value: unknown, index: number): void {
    const named = this.#model.named[index];
    if (named === undefined || this.#seen.has(value)) return;
    this.#seen.add(value);
    const found = this.#rule(named);
    if (found !== undefined) {
      const ids = found.id.map((path) => path.split('.').reduce(read, value));
      const form = ids.length > 1 ? 'parts' : 'one';
      this.reported.add(`${form} ${this.#entities.indexOf(found.entity)} ${ids.join()}`);
      if (this.#rule !== byAnnotation) return;
    }
    for (const field of named.fields) this.visit(read(value, field.name), field.type);
  }

  #visitUnion(value: unknown, members: readonly Described[]): void {
    const origin = this.#origins.get(value);
    const member = members.find(({ is }, index) => {
      const one = members[index];
      if (one?.is === 'named') return one.index === origin;
      if (is === 'array') return Array.isArray(value);
      if (is === 'set') return value instanceof Set;
      return is === 'map' ? value instanceof Map : typeof value !== 'object';
    });
    if (member !== undefined) this.visit(value, member);
  }

  #visitTuple(value: unknown, { items, rest }: Extract<Described, { readonly is: 'tuple' }>): void {
    if (!Array.isArray(value)) return;
    for (const [index, item] of items.entries()) this.visit(value[index], item);
    if (rest === undefined) return;
    this.#report(rest);
    for (const item of value.slice(items.length)) this.visit(item, rest);
  }
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
