/**
 * What a walk finds in one result. A result may hold many thousand ids, most of them numbers and many of them equal. So
 * numbers are collected as they are, each once, and names are made of them when all have been met.
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
  readonly numbers: Set<number>;
  /** An id was met. */
  isMet: boolean;
  /** A list of the entity was met, be it empty. */
  isListed: boolean;
}

/** Collects the ids that a walk meets. Compiled code calls `one`, `parts` and `list`. */
export class Found {
  readonly #found: readonly FoundOfOne[];
  readonly #names = new Set<string>();
  #missing: Missing | undefined;

  /** @param tracked the spec's whole list, what is named by parameters included */
  constructor(tracked: readonly Tracked[]) {
    this.#found = tracked.map((one) => ({
      tracked: one,
      prefix: entityDependency(one.entity, ''),
      numbers: new Set(),
      isMet: false,
      isListed: false,
    }));
  }

  /**
   * An object of the entity was met, and this is its id.
   * @param track index in the spec's list
   */
  one(track: number, id: unknown): void {
    const found = this.#found[track];
    if (found === undefined) return;
    if (typeof id === 'number' && !Number.isNaN(id)) found.numbers.add(id);
    else if (isEntityIdPart(id)) this.#meet(found, nameOf(found, id));
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
    const all = this.#names;
    for (const { tracked, prefix, numbers, isMet, isListed } of this.#found) {
      for (const id of numbers) all.add(prefix + id);
      const isFound = isMet || numbers.size > 0;
      if ('paths' in tracked && !tracked.rows && (isListed || !isFound)) all.add(collectionDependency(tracked.entity));
    }
    return [...all];
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
