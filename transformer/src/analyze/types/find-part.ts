import type ts from 'typescript';
import { readStructure } from './read-structure.ts';
import type { Field, ObjectStructure, Structure } from './structure.ts';
import type { TypeContext } from './type-context.ts';

/** A part of a type that a rule forbids: where it stands below the whole, and what it is. */
export interface FoundPart {
  /** `[].author.save`; empty where it is the whole. */
  readonly path: string;
  /** As the end of a sentence: `a function`, `of type Socket`. */
  readonly what: string;
}

/** The name of a part, from what holds it: `filter.signal` of `filter`, `users[].save` of `users`. */
export function placeOfPart(root: string, { path }: FoundPart): string {
  return path === '' || path.startsWith('[') ? root + path : `${root}.${path}`;
}

/** What a rule says of one level of a type. `undefined`: nothing against it, look into its parts. */
export type Verdict = { readonly found: string; readonly at?: string } | 'pass' | undefined;

/** A rule for every level of a type. */
export interface PartRule {
  readonly judge: (structure: Structure) => Verdict;
  /** Says more of a field than its type does. */
  readonly judgeField?: (owner: ObjectStructure, field: Field) => Verdict;
  /** Whether a union is forbidden only where each member is, apart from `null` and `undefined`. */
  readonly sparesUnions: boolean;
}

/** Deeper than this a type repeats itself in ever new instances. */
const DEEPEST = 24;

/** What one rule found in the types that were searched for it. */
type Answers = WeakMap<ts.Type, { readonly found: FoundPart | undefined }>;

const answers = new WeakMap<PartRule, Answers>();
const NOTHING = { found: undefined };

/** The first part of a type that the rule forbids, in the order of the declaration. Searched once for each type. */
export function findPart(context: TypeContext, rule: PartRule, type: ts.Type): FoundPart | undefined {
  const structure = readStructure(context, type);
  const verdict = rule.judge(structure);
  if (verdict === 'pass') return undefined;
  if (verdict !== undefined) return { path: verdict.at ?? '', what: verdict.found };
  // Most parameters are primitives, of which there is nothing to search and nothing to remember.
  if (!hasParts(structure)) return undefined;
  const ofRule = answersOf(rule);
  const known = ofRule.get(type);
  if (known !== undefined) return known.found;
  const search = new PartSearch(context, rule, ofRule);
  const part = search.searchBelow(type, structure, 0);
  const found = part && { path: part.path.replace(/^\./, ''), what: part.what };
  ofRule.set(type, found === undefined ? NOTHING : { found });
  // Models that all refer to each other are one search, not one for each.
  if (search.isFree) for (const one of search.seen) ofRule.set(one, NOTHING);
  return found;
}

function answersOf(rule: PartRule): Answers {
  const known = answers.get(rule);
  if (known !== undefined) return known;
  const created: Answers = new WeakMap();
  answers.set(rule, created);
  return created;
}

class PartSearch {
  /** Types that were searched, or are being searched, hold nothing new. */
  readonly seen = new Set<ts.Type>();
  /** Whether all of these were searched to their ends, and nothing was found in any. */
  isFree = true;
  readonly #context: TypeContext;
  readonly #rule: PartRule;
  readonly #known: Answers;

  constructor(context: TypeContext, rule: PartRule, known: Answers) {
    this.#context = context;
    this.#rule = rule;
    this.#known = known;
  }

  /** The path begins with a dot where its first step is a field. */
  search(type: ts.Type, depth: number): FoundPart | undefined {
    const structure = readStructure(this.#context, type);
    const verdict = this.#rule.judge(structure);
    if (verdict === 'pass' || (verdict === undefined && !hasParts(structure))) return undefined;
    if (this.seen.has(type) || this.#known.get(type) === NOTHING) return undefined;
    if (depth > DEEPEST) {
      this.isFree = false;
      return undefined;
    }
    return verdict === undefined
      ? this.searchBelow(type, structure, depth)
      : this.#find(verdict.at ?? '', verdict.found);
  }

  /** Looks into the parts of a type that is itself not forbidden. */
  searchBelow(type: ts.Type, structure: Structure, depth: number): FoundPart | undefined {
    this.seen.add(type);
    const found = this.#searchParts(structure, depth + 1);
    // A union may spare what was found here, and then it counts anew elsewhere.
    if (found !== undefined) this.seen.delete(type);
    return found;
  }

  #find(path: string, what: string): FoundPart {
    this.isFree = false;
    return { path, what };
  }

  #searchParts(structure: Structure, depth: number): FoundPart | undefined {
    switch (structure.kind) {
      case 'generic':
        return structure.constraint && this.search(structure.constraint, depth);
      case 'union':
        return this.#searchUnion(structure.members, depth);
      case 'list':
        return below('[]', this.search(structure.element, depth));
      case 'tuple':
        return first(structure.elements, ({ type, kind }, index) =>
          below(kind === 'rest' ? '[]' : `[${index}]`, this.search(type, depth)),
        );
      case 'built-in':
        return first(structure.parts, (part, index) =>
          below(stepInto(structure.name, index), this.search(part, depth)),
        );
      case 'object':
        return (
          first(structure.fields, (field) => this.#searchField(structure, field, depth)) ??
          first(structure.indexes, ({ type, key }) => {
            const found = this.search(type, depth);
            return found && below(`[${this.#context.checker.typeToString(key)}]`, found);
          })
        );
      default:
        return undefined;
    }
  }

  #searchField(owner: ObjectStructure, field: Field, depth: number): FoundPart | undefined {
    const verdict = this.#rule.judgeField?.(owner, field);
    if (verdict === 'pass') return undefined;
    const found =
      verdict === undefined
        ? this.search(this.#context.checker.getTypeOfSymbol(field.symbol), depth)
        : this.#find('', verdict.found);
    return found && below(field.name.startsWith('[') ? field.name : `.${field.name}`, found);
  }

  #searchUnion(members: readonly ts.Type[], depth: number): FoundPart | undefined {
    if (!this.#rule.sparesUnions) return first(members, (member) => this.search(member, depth));
    const { TypeFlags } = this.#context.typescript;
    const solid = members.filter(({ flags }) => (flags & (TypeFlags.Null | TypeFlags.Undefined)) === 0);
    const found = solid.map((member) => this.search(member, depth));
    return found.includes(undefined) ? undefined : found[0];
  }
}

function first<T>(items: readonly T[], find: (item: T, index: number) => FoundPart | undefined): FoundPart | undefined {
  let found: FoundPart | undefined;
  items.some((item, index) => {
    found = find(item, index);
    return found !== undefined;
  });
  return found;
}

function hasParts({ kind }: Structure): boolean {
  return kind !== 'primitive' && kind !== 'unknown' && kind !== 'symbol' && kind !== 'function';
}

/** What was found in a part, seen from what holds the part. */
function below(step: string, found: FoundPart | undefined): FoundPart | undefined {
  return found && { path: step + found.path, what: found.what };
}

/** What a map holds: `.get()`, its keys, a set's items. */
function stepInto(name: string, index: number): string {
  if (!name.endsWith('Map')) return '[]';
  return index === 0 ? '[key]' : '[value]';
}
