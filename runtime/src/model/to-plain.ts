/**
 * Instances of an ORM's models as plain data: an instance is bound to its session, and no copy or store can give it back,
 * so every caller gets the plain data of its columns, the first one too.
 */

import { isPromiseLike } from '../call/steps.ts';
import type { PlainShape } from './plain-shape.ts';

/** A body whose result is made plain. */
export interface PlainBody {
  (...args: readonly never[]): unknown;
  /** The same for what stands in the place of the body: what `prime` is given. */
  readonly instead: (load: () => unknown) => () => unknown;
}

/** For compiled code only: the body, with instances in its result as plain data. Relations may form a circle. */
export function plain(body: (...args: readonly never[]) => unknown, shapes: readonly PlainShape[]): PlainBody {
  const convert = (result: unknown): unknown => new Conversion(shapes).convert(result, 0);
  const around =
    <A extends readonly never[]>(run: (...args: A) => unknown) =>
    (...args: A): unknown => {
      const result = run(...args);
      return isPromiseLike(result) ? result.then(convert) : convert(result);
    };
  return Object.assign(around(body), { instead: around });
}

class Conversion {
  readonly #shapes: readonly PlainShape[];
  readonly #seen = new Map<object, unknown>();

  constructor(shapes: readonly PlainShape[]) {
    this.#shapes = shapes;
  }

  convert(value: unknown, index: number | undefined): unknown {
    const shape = index === undefined ? undefined : this.#shapes[index];
    if (shape === undefined || typeof value !== 'object' || value === null) return value;
    return this.#seen.get(value) ?? this.#convertObject(value, shape);
  }

  #convertObject(value: object, shape: PlainShape): unknown {
    const { items, values } = shape;
    // In a list of a batch it stands for an item that failed.
    if (value instanceof Error) return value;
    if (Array.isArray(value)) return items === undefined ? value : this.#convertItems(value, items);
    if (value instanceof Set) return items === undefined ? value : new Set(this.#convertItems([...value], items));
    if (value instanceof Map) {
      return new Map(Array.from(value, ([key, item]) => [key, this.convert(item, values)] as const));
    }
    if (!isPlain(value)) return shape.columns === undefined ? value : this.#convertInstance(value, shape);
    return this.#convertFields(value, shape);
  }

  #convertItems(value: readonly unknown[], items: number): unknown[] {
    const converted: unknown[] = [];
    this.#seen.set(value, converted);
    for (const item of value) converted.push(this.convert(item, items));
    return converted;
  }

  /** What was not loaded is not there. */
  #convertInstance(value: object, { columns = [], parts = [] }: PlainShape): unknown {
    const converted: Record<string, unknown> = {};
    this.#seen.set(value, converted);
    for (const [name, part] of [...columns.map((column) => [column, undefined] as const), ...parts]) {
      const field = this.convert(Reflect.get(value, name), part);
      if (field !== undefined) converted[name] = field;
    }
    return converted;
  }

  /** A copy with the parts that may hold instances replaced; the copy that each caller gets is made later. */
  #convertFields(value: object, { parts = [], values }: PlainShape): unknown {
    const known = new Map(parts);
    const fields = Object.getOwnPropertyDescriptors(value);
    const converted: object = Object.create(Object.getPrototypeOf(value), fields);
    this.#seen.set(value, converted);
    for (const [name, field] of Object.entries(fields)) {
      const part = known.get(name) ?? values;
      if (part === undefined || !('value' in field)) continue;
      Object.defineProperty(converted, name, { ...field, value: this.convert(field.value, part) });
    }
    return converted;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
