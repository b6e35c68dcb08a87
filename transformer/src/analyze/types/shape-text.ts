/*
 * What the values of a type look like, whatever the types are called. Fields and the members of unions are sorted by
 * their text, enums are their values, readonly and type-only brands do not count, and an interface reads like a literal
 * type. A type that holds itself is named where it begins and where it recurs:
 *
 *   { id: number; name?: string; tags: string[] } | null
 *   A={ children: A[]; name: string }
 *
 * The text is the same on every machine and for every compiler from 5.4 on. So nothing in it comes from the order in
 * which the compiler made its types (which is the order of a union's members), and of the platform's types there are
 * names only, since their members differ between versions.
 */

import type ts from 'typescript';
import { byCodeUnits, sortTexts } from '../../sort-texts.ts';
import { readStructure } from './read-structure.ts';
import { inParentheses, isOneWord } from './shape-parentheses.ts';
import type { BuiltIn, Field, ObjectStructure, Structure, TupleElement } from './structure.ts';
import type { TypeContext } from './type-context.ts';

/** Characters after which a text counts as too long. */
const LONGEST = 4_000;

/** With so few levels a text cannot grow without end, so it is never too long. */
export const SHALLOWEST = 2;

/** Built-in types whose arguments belong to the shape; the others have them in some versions of the compiler only. */
const CONTAINERS = new Map([
  ...['Map', 'Set', 'Promise', 'WeakMap', 'WeakSet'].map((name) => [name, name] as const),
  ['ReadonlyMap', 'Map'],
  ['ReadonlySet', 'Set'],
]);

/** A type around the one that is being written. */
interface OuterType {
  readonly type: ts.Type;
  readonly isObject: boolean;
  /** Whether it stands in itself. */
  recurs: boolean;
}

/** The text of an object that holds neither itself nor a type too deep to be written: it is the same wherever it stands. */
interface WholeText {
  readonly text: string;
  /** Characters that count. */
  readonly size: number;
  /** How many types are nested in it, itself too. */
  readonly height: number;
}

// `User`, `User | null` and `User[]` are results of many functions.
const wholeTexts = new WeakMap<ts.Type, WholeText>();

/** Ends an attempt at once: where types lead to many others, most of what was written so far would be thrown away. */
const TOO_LONG = new Error('The text of a type is too long.');

/** One attempt to write a type down. */
export class ShapeText {
  readonly #context: TypeContext;
  readonly #depth: number;
  /** The types around the one that is being written. */
  readonly #around: OuterType[] = [];
  #size = 0;
  /** How many types were nested at most since it was set; without end where one was too deep. */
  #deepest = 0;

  /** @param depth how many types may be nested before `...` stands for the rest */
  constructor(context: TypeContext, depth: number) {
    this.#context = context;
    this.#depth = depth;
  }

  /** The text, or `undefined` where it is too long. */
  write(type: ts.Type): string | undefined {
    try {
      const text = this.#write(type);
      return this.#isTooLong() ? undefined : nameRecursion(text);
    } catch (error) {
      if (error !== TOO_LONG) throw error;
      return undefined;
    }
  }

  // A count of characters, not of types, so that it does not depend on the order in which a union is read.
  #isTooLong(): boolean {
    return this.#size > LONGEST && this.#depth > SHALLOWEST;
  }

  #write(type: ts.Type): string {
    if (this.#isTooLong()) throw TOO_LONG;
    const structure = readStructure(this.#context, type);
    const leaf = this.#writeLeaf(structure);
    const text = leaf ?? this.#writeNested(type, structure);
    if (leaf !== undefined) this.#size += leaf.length;
    return text;
  }

  #writeLeaf(structure: Structure): string | undefined {
    switch (structure.kind) {
      case 'unknown':
        return structure.name;
      case 'primitive':
        return structure.text;
      case 'symbol':
      case 'function':
        return structure.kind;
      default:
        return undefined;
    }
  }

  #writeNested(type: ts.Type, structure: Structure): string {
    const depth = this.#findRecurring(type, structure);
    const recurring = depth === undefined ? undefined : this.#around[depth];
    if (depth !== undefined && recurring !== undefined) {
      recurring.recurs = true;
      return mark(depth);
    }
    if (this.#around.length >= this.#depth) {
      this.#deepest = Infinity;
      return '...';
    }
    return structure.kind === 'object' ? this.#writeOnce(type, structure) : this.#writeAround(type, structure);
  }

  /** An object whose text is known is not written again. */
  #writeOnce(type: ts.Type, structure: ObjectStructure): string {
    const level = this.#around.length;
    const known = wholeTexts.get(type);
    if (known !== undefined && level + known.height <= this.#depth) {
      this.#size += known.size;
      this.#deepest = Math.max(this.#deepest, level + known.height);
      return known.text;
    }
    const [before, deepest] = [this.#size, this.#deepest];
    this.#deepest = 0;
    const text = this.#writeAround(type, structure);
    const height = this.#deepest - level;
    if (height < Infinity && !text.includes(MARK)) wholeTexts.set(type, { text, size: this.#size - before, height });
    this.#deepest = Math.max(this.#deepest, deepest);
    return text;
  }

  #writeAround(type: ts.Type, structure: Structure): string {
    const outer: OuterType = { type, isObject: structure.kind === 'object', recurs: false };
    this.#around.push(outer);
    this.#deepest = Math.max(this.#deepest, this.#around.length);
    const text = this.#writeStructure(structure);
    this.#around.pop();
    if (!outer.recurs) return text;
    const own = mark(this.#around.length);
    return isOneWord(text) ? `${own}=${text}` : `${own}=(${text})`;
  }

  /**
   * Where a type stands that is being written already. Of a list only where no object lies between, which will recur
   * itself: a list of trees is another type where it is readonly, and the tree in it is the same.
   */
  #findRecurring(type: ts.Type, { kind }: Structure): number | undefined {
    const depth = this.#around.findLastIndex((outer) => outer.type === type);
    if (depth === -1) return undefined;
    const isNamed =
      kind === 'object' || kind === 'union' || !this.#around.slice(depth + 1).some(({ isObject }) => isObject);
    return isNamed ? depth : undefined;
  }

  #writeStructure(structure: Structure): string {
    switch (structure.kind) {
      case 'generic':
        return structure.constraint === undefined
          ? 'generic'
          : `generic ${inParentheses(this.#write(structure.constraint))}`;
      case 'union':
        return this.#writeUnion(structure.members);
      case 'list':
        return `${inParentheses(this.#write(structure.element))}[]`;
      case 'tuple':
        return `[${structure.elements.map((element) => this.#writeElement(element)).join(', ')}]`;
      case 'built-in':
        return this.#writeBuiltIn(structure);
      case 'object':
        return this.#writeObject(structure);
      default:
        return '';
    }
  }

  #writeUnion(members: readonly ts.Type[]): string {
    const texts: string[] = [];
    for (const member of members) {
      const text = this.#write(member);
      if (!texts.includes(text)) texts.push(text);
    }
    const isBoolean = texts.includes('false') && texts.includes('true');
    const told = isBoolean ? ['boolean', ...texts.filter((text) => text !== 'false' && text !== 'true')] : texts;
    return sortTexts(told, byNullsLast).join(' | ');
  }

  #writeElement({ type, kind }: TupleElement): string {
    switch (kind) {
      case 'required':
        return this.#write(type);
      case 'optional':
        return `${inParentheses(this.#writeDefined(type))}?`;
      case 'rest':
        return `...${inParentheses(this.#write(type))}[]`;
    }
  }

  #writeBuiltIn({ name, parts }: BuiltIn): string {
    const container = CONTAINERS.get(name);
    if (container === undefined) return name;
    return `${container}<${parts.map((part) => this.#write(part)).join(', ')}>`;
  }

  #writeObject({ base, fields, indexes }: ObjectStructure): string {
    const indexed = indexes.map(({ key, type }) => `[${this.#write(key)}]: ${this.#write(type)}`);
    const named = sortTexts(fields.map((field) => this.#writeField(field)));
    const parts = indexed.length === 0 ? named : [...sortTexts(indexed), ...named];
    this.#size += parts.length * 2;
    const own = parts.length === 0 ? '{}' : `{ ${parts.join('; ')} }`;
    if (base === undefined) return own;
    return parts.length === 0 ? base : `${base} & ${own}`;
  }

  #writeField({ name, symbol, form, isOptional }: Field): string {
    this.#size += name.length;
    const plain = /^[\p{ID_Start}_$#[][\p{ID_Continue}$.\]]*$/u.test(name) ? name : JSON.stringify(name);
    if (form === 'method') return `${plain}${isOptional ? '?' : ''}: function`;
    const type = this.#context.checker.getTypeOfSymbol(symbol);
    return isOptional ? `${plain}?: ${this.#writeDefined(type)}` : `${plain}: ${this.#write(type)}`;
  }

  /** Without `undefined`, which `?` says already. */
  #writeDefined(type: ts.Type): string {
    const { TypeFlags } = this.#context.typescript;
    if (!type.isUnion()) return this.#write(type);
    return this.#writeUnion(type.types.filter(({ flags }) => (flags & TypeFlags.Undefined) === 0));
  }
}

// Around what stands for a type until it is clear which of them recur; no type's text holds this character.
const MARK = String.fromCharCode(0);
const MARKED = new RegExp(`${MARK}\\d+${MARK}`, 'g');

function mark(depth: number): string {
  return `${MARK}${depth}${MARK}`;
}

/** `A`, `B`, … for the types that recur, in the order of the text. */
function nameRecursion(text: string): string {
  if (!text.includes(MARK)) return text;
  const names = new Map<string, string>();
  return text.replaceAll(MARKED, (marked) => {
    const name = names.get(marked) ?? String.fromCharCode(65 + names.size);
    names.set(marked, name);
    return name;
  });
}

function byNullsLast(a: string, b: string): number {
  const isNull = (text: string): number => Number(text === 'null' || text === 'undefined');
  return isNull(a) - isNull(b) || byCodeUnits(a, b);
}
