import type ts from 'typescript';
import { findPart, type PartRule } from '../types/find-part.ts';
import { readStructure } from '../types/read-structure.ts';
import type { ObjectStructure, Structure } from '../types/structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { usesOrm } from './is-declared-in.ts';

/** How a result with instances of models is made plain: the shapes that runtime/src/model/plain-shape.ts reads. */
export type PlainPlan = readonly PlannedShape[];

/** Where a result may hold instances. The first shape is that of the whole; numbers are indexes of others. */
export interface PlannedShape {
  readonly columns?: readonly string[];
  readonly parts?: readonly (readonly [string, number])[];
  readonly items?: number;
  readonly values?: number;
}

const HOLDS_MODEL: PartRule = {
  sparesUnions: false,
  judge: (structure) => {
    if (structure.kind !== 'object') return undefined;
    if (structure.isModel === true) return { found: 'an instance' };
    // Instances of other classes are no plain data, whatever they hold.
    return structure.className === undefined ? undefined : 'pass';
  },
};

/**
 * Finds out from the type of a result where it holds instances of models; `undefined` where it holds none. The type is
 * asked for in programs with models only.
 */
export function planPlain(context: TypeContext, resultType: () => ts.Type): PlainPlan | undefined {
  if (!usesOrm(context)) return undefined;
  const type = resultType();
  if (findPart(context, HOLDS_MODEL, type) === undefined) return undefined;
  const planner = new Planner(context);
  planner.add([type]);
  return planner.shapes;
}

class Planner {
  readonly shapes: PlannedShape[] = [];
  readonly #context: TypeContext;
  /** By the numbers of the types that a place may hold. */
  readonly #known = new Map<string, number>();
  readonly #numbers = new Map<ts.Type, number>();

  constructor(context: TypeContext) {
    this.#context = context;
  }

  /** The index of the shape of a place that holds values of these types; `undefined` where none holds an instance. */
  add(types: readonly ts.Type[]): number | undefined {
    const members = [...new Set(types.flatMap((type) => this.#listMembers(type)))];
    // Without an instance in any of them the place is left as it is.
    if (members.every((member) => findPart(this.#context, HOLDS_MODEL, member) === undefined)) return undefined;
    const key = members
      .map((member) => this.#numberOf(member))
      .toSorted((a, b) => a - b)
      .join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const index = this.shapes.length;
    this.#known.set(key, index);
    // A model may lead back to itself.
    this.shapes.push({});
    this.shapes[index] = this.#plan(members.map((member) => readStructure(this.#context, member)));
    return index;
  }

  #listMembers(type: ts.Type): readonly ts.Type[] {
    const structure = readStructure(this.#context, type);
    if (structure.kind === 'union') return structure.members.flatMap((member) => this.#listMembers(member));
    if (structure.kind === 'generic' && structure.constraint) return this.#listMembers(structure.constraint);
    return structure.kind === 'primitive' ? [] : [type];
  }

  #numberOf(type: ts.Type): number {
    const number = this.#numbers.get(type) ?? this.#numbers.size;
    this.#numbers.set(type, number);
    return number;
  }

  #plan(structures: readonly Structure[]): PlannedShape {
    const objects = structures.filter((structure) => structure.kind === 'object');
    const { columns, parts } = this.#planFields(objects.filter(isPlainOrModel));
    const items = this.add(structures.flatMap(listItems));
    const values = this.add(structures.flatMap(listValues));
    return {
      ...(objects.some(({ isModel }) => isModel === true) && { columns }),
      ...(parts.length > 0 && { parts }),
      ...(items !== undefined && { items }),
      ...(values !== undefined && { values }),
    };
  }

  #planFields(objects: readonly ObjectStructure[]): {
    readonly columns: readonly string[];
    readonly parts: readonly (readonly [string, number])[];
  } {
    const types = new Map<string, ts.Type[]>();
    for (const { name, symbol } of objects.flatMap(({ fields }) => fields)) {
      types.set(name, [...(types.get(name) ?? []), this.#context.checker.getTypeOfSymbol(symbol)]);
    }
    const planned = Array.from(types, ([name, held]) => [name, this.add(held)] as const);
    return {
      columns: planned.flatMap(([name, part]) => (part === undefined ? [name] : [])),
      parts: planned.flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const])),
    };
  }
}

function isPlainOrModel({ className, isModel }: ObjectStructure): boolean {
  return className === undefined || isModel === true;
}

function listItems(structure: Structure): readonly ts.Type[] {
  switch (structure.kind) {
    case 'list':
      return [structure.element];
    case 'tuple':
      return structure.elements.map(({ type }) => type);
    case 'built-in':
      return /Set$/.test(structure.name) ? structure.parts : [];
    default:
      return [];
  }
}

function listValues(structure: Structure): readonly ts.Type[] {
  switch (structure.kind) {
    case 'built-in':
      return /Map$/.test(structure.name) ? structure.parts.slice(1) : [];
    case 'object':
      return structure.indexes.map(({ type }) => type);
    default:
      return [];
  }
}
