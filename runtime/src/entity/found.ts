/**
 * What a walk finds in one result. A result may hold many thousand ids, most of them numbers and many of them equal. So
 * numbers are collected as they are, each once, and names are made of them when all have been met. A text is hashed once
 * for each id that is one; names of numbers are not, which takes as long as all the rest.
 */
import type { Tracked } from '../spec.ts';
import { collectionDependency, type EntityIdPart, entityDependency, isEntityIdPart } from '../stamp/dependency.ts';

/** An object of an entity without a usable id. */
export interface Missing {
  readonly entity: string;
  readonly value: unknown;
}

/** What was found for one item of the spec's list. */
interface FoundOfOne {
  readonly tracked: Tracked;
  /** `e:user:` */
  readonly prefix: string;
  /** One for all items of the entity. */
  readonly numbers: Set<number>;
  /** An id was met. */
  isMet: boolean;
  /** A list of the entity was met, be it empty. */
  isListed: boolean;
}

/** Collects the ids that a walk meets. Compiled code calls `one`, `parts` and `list`. */
export class Found {
  readonly #found: readonly FoundOfOne[];
  /** Names of the ids that are not numbers. */
  readonly #names = new Set<string>();
  #missing: Missing | undefined;

  /** @param tracked the spec's whole list, what is named by parameters included */
  constructor(tracked: readonly Tracked[]) {
    const numbersOf = new Map<string, Set<number>>();
    this.#found = tracked.map((one) => {
      const { entity } = one;
      const numbers = numbersOf.get(entity) ?? new Set();
      numbersOf.set(entity, numbers);
      return { tracked: one, prefix: entityDependency(entity, ''), numbers, isMet: false, isListed: false };
    });
  }

  /**
   * An object of the entity was met, and this is its id.
   * @param track index in the spec's list
   */
  one(track: number, id: unknown): void {
    const found = this.#found[track];
    if (found === undefined) return;
    if (typeof id === 'number' && !Number.isNaN(id)) {
      found.isMet = true;
      found.numbers.add(id);
    } else if (isEntityIdPart(id)) this.#meet(found, nameOf(found, id));
    else this.#miss(found, id);
  }

  /** The same for an id of several parts, in the declared order: `[1, 7]`. */
  parts(track: number, parts: readonly unknown[]): void {
    const found = this.#found[track];
    if (found === undefined) return;
    if (parts.every(isEntityIdPart)) this.#meet(found, entityDependency(found.tracked.entity, parts));
    else for (const part of parts) if (!isEntityIdPart(part)) this.#miss(found, part);
  }

  /** A list of the entity was met: its rows may come and go. Also an empty one. */
  list(track: number): void {
    const found = this.#found[track];
    if (found !== undefined) found.isListed = true;
  }

  /** The first object that has no usable id. */
  get missing(): Missing | undefined {
    return this.#missing;
  }

  /**
   * Names of all that was found, each once: `['e:user:1', 'e:user:2', 'c:user']`. Where nothing but the collection could
   * ever end the entry, or rows may join the list, the collection is one of them.
   */
  names(): readonly string[] {
    const all = [...this.#names];
    const named = new Set<Set<number>>();
    const collections = new Set<string>();
    for (const { tracked, prefix, numbers, isMet, isListed } of this.#found) {
      if (!named.has(numbers)) this.#nameNumbers(all, prefix, numbers);
      named.add(numbers);
      if ('paths' in tracked && !tracked.rows && (isListed || !isMet))
        collections.add(collectionDependency(tracked.entity));
    }
    return [...all, ...collections];
  }

  #nameNumbers(all: string[], prefix: string, numbers: ReadonlySet<number>): void {
    const mayBeThere = this.#names.size > 0;
    for (const id of numbers) {
      const name = prefix + id;
      if (!mayBeThere || !this.#names.has(name)) all.push(name);
    }
  }

  #meet(found: FoundOfOne, name: string): void {
    found.isMet = true;
    this.#names.add(name);
  }

  #miss({ tracked }: FoundOfOne, value: unknown): void {
    const mayMiss = 'paths' in tracked && tracked.missing === 'skip' && (value === undefined || value === null);
    if (!mayMiss) this.#missing ??= { entity: tracked.entity, value };
  }
}

/** Most texts stand in a name as they are. */
function nameOf({ tracked, prefix }: FoundOfOne, id: EntityIdPart): string {
  return typeof id === 'string' && /[%{}:,]/.test(id) ? entityDependency(tracked.entity, id) : prefix + id;
}
