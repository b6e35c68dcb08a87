import fc from 'fast-check';
import type { Described, DescribedField, Model } from './random-types.ts';

/** Which named type an object was made of. A value is not asked for it, so that nothing of the build can have a part in it. */
export type Origins = ReadonlyMap<unknown, number>;

/** A value of a model's root type. */
export interface DrawnValue {
  readonly value: unknown;
  readonly origins: Origins;
}

/** Draws a value. Data of types that hold themselves may be a circle. */
export function drawValue(draw: fc.GeneratorValue, model: Model): DrawnValue {
  const maker = new ValueMaker(draw, model);
  const value = maker.make(model.root, 0);
  return { value, origins: maker.origins };
}

const DEEPEST = 5;

class ValueMaker {
  readonly origins = new Map<unknown, number>();
  readonly #draw: fc.GeneratorValue;
  readonly #model: Model;
  readonly #made = new Map<number, object[]>();
  #next = 1;

  constructor(draw: fc.GeneratorValue, model: Model) {
    this.#draw = draw;
    this.#model = model;
  }

  make(type: Described, depth: number): unknown {
    switch (type.is) {
      case 'primitive':
        return this.#makePrimitive(type.text);
      case 'named':
        return this.#makeNamed(type.index, depth);
      case 'array':
        return this.#makeList(type.item, depth);
      case 'set':
        return new Set(this.#makeList(type.item, depth));
      case 'record':
        return Object.fromEntries(this.#makeList(type.item, depth).map((item, index) => [`k${index}`, item]));
      case 'map':
        return new Map(this.#makeList(type.item, depth).map((item) => [this.make(type.key, depth + 1), item]));
      case 'page':
        return { items: this.#makeList(type.item, depth), total: 1 };
      case 'object':
        return this.#makeFields({ plain: 1 }, type.fields, depth);
      case 'tuple': {
        const items = type.items.map((item) => this.make(item, depth + 1));
        return type.rest === undefined ? items : [...items, ...this.#makeList(type.rest, depth)];
      }
      case 'union':
        return this.make(this.#draw(fc.constantFrom, ...type.members), depth);
      case 'nullable': {
        const isEmpty = depth > DEEPEST || this.#draw(fc.integer, { min: 0, max: 3 }) === 0;
        return isEmpty ? (type.by === 'null' ? null : undefined) : this.make(type.inner, depth);
      }
    }
  }

  #makePrimitive(text: 'string' | 'number' | 'boolean' | 'bigint' | 'Date'): unknown {
    const values = { string: 'text', number: this.#next++, boolean: true, bigint: 7n, Date: new Date(0) };
    return values[text];
  }

  #makeList(item: Described, depth: number): unknown[] {
    const length = depth > DEEPEST ? 0 : this.#draw(fc.integer, { min: 0, max: 2 });
    return Array.from({ length }, () => this.make(item, depth + 1));
  }

  #makeNamed(index: number, depth: number): unknown {
    const made = this.#made.get(index) ?? [];
    const [again] = made;
    if (again !== undefined && (depth > DEEPEST || this.#draw(fc.integer, { min: 0, max: 4 }) === 0)) return again;
    const named = this.#model.named[index];
    if (named === undefined) throw new Error(`there is no T${index}`);
    const object: Record<string, unknown> = named.mark === 'kind' ? { kind: `T${index}` } : { [`own${index}`]: 1 };
    this.origins.set(object, index);
    this.#made.set(index, [...made, object]);
    object.spare = false;
    if (named.hasTid) object.tid = this.#next++;
    for (const path of named.entity?.id ?? []) {
      if (path === 'link.id') object.link = { id: this.#next++ };
      else object[path] = this.#next++;
    }
    return this.#makeFields(object, named.fields, depth);
  }

  #makeFields(object: Record<string, unknown>, fields: readonly DescribedField[], depth: number): object {
    for (const { name, isOptional, type } of fields) {
      if (isOptional && (depth > DEEPEST || this.#draw(fc.boolean))) continue;
      object[name] = this.make(type, depth + 1);
    }
    return object;
  }
}
