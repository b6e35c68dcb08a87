import type ts from 'typescript';
import { readStructure } from '../types/read-structure.ts';
import type { ObjectStructure, Structure } from '../types/structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { genericTarget } from '../types/type-reference.ts';
import { admitsNull } from './admits-null.ts';
import { createDraft, type Draft, type DraftEdge, spreadHeld, type ValueClass } from './draft.ts';
import { containerOf, listParts } from './list-parts.ts';
import { type LostId, type Open, OpenQuests, type SoughtEntities } from './open-quests.ts';
import type { Quest } from './quest.ts';

/** Where a type stands: the value that is gone into, without the step to it. */
type Link = Pick<DraftEdge, 'to' | 'isNullable'>;

/** What was found out about the type of a result. */
export interface DraftedResult {
  /** Absent where nothing is looked for in it. */
  readonly root: Link | undefined;
  readonly lost: readonly LostId[];
  /** The objects that a quest by property found. */
  readonly hits: ReadonlyMap<Quest, ReadonlySet<ts.Type>>;
}

/** Finds the places of all entities that are looked for in the type of a result. */
export function draftResult(context: TypeContext, type: ts.Type, sought: SoughtEntities): DraftedResult {
  return new ResultDrafter(context, sought).run(type);
}

// More types than this, or more of one generic type inside each other, and a type makes ever new ones of itself. Mapped
// types are as deep as the data that they are made from.
const MOST = 2_000;
const DEEPEST = { named: 8, mapped: 24 };

class ResultDrafter {
  readonly #context: TypeContext;
  readonly #quests: OpenQuests;
  readonly #drafts = new Map<string, Draft>();
  readonly #numbers = new Map<ts.Type, number>();
  readonly #around = new Map<ts.Symbol, number>();

  constructor(context: TypeContext, sought: SoughtEntities) {
    this.#context = context;
    this.#quests = new OpenQuests(context, sought);
  }

  run(type: ts.Type): DraftedResult {
    const root = this.#link([type], this.#quests.atFirst, false);
    spreadHeld([...this.#drafts.values()]);
    return { root, lost: this.#quests.lost, hits: this.#quests.hits };
  }

  #link(types: readonly ts.Type[], open: Open, isField: boolean): Link | undefined {
    const members = this.#quests.isSeeking(open) ? this.#listMembers(types) : [];
    // Most of what results hold are values of their own, in which there is nothing to look for.
    const isPlain = !this.#quests.takesValues(open) && members.every((type) => isPrimitive(this.#context, type));
    if (members.length === 0 || isPlain) return undefined;
    const to = this.#draft(members, open, isField);
    return { to, isNullable: types.some((type) => admitsNull(this.#context, type)) };
  }

  /** The members of unions, and what type parameters stand for, each once and without `null` and `undefined`. */
  #listMembers(types: readonly ts.Type[]): readonly ts.Type[] {
    const { Null, Undefined, Void, Never } = this.#context.typescript.TypeFlags;
    const members = new Set<ts.Type>();
    const add = (type: ts.Type): void => {
      const structure = readStructure(this.#context, type);
      if (structure.kind === 'union') for (const member of structure.members) add(member);
      else if (structure.kind === 'generic' && structure.constraint !== undefined) add(structure.constraint);
      else if ((type.flags & (Null | Undefined | Void | Never)) === 0) members.add(type);
    };
    for (const type of types) add(type);
    return [...members];
  }

  /** @param isField it is the property of an object */
  #draft(members: readonly ts.Type[], open: Open, isField: boolean): Draft {
    // Only of what nothing is known it matters where it stands.
    const isOpen = isField && members.some((type) => readStructure(this.#context, type).kind === 'unknown');
    return this.#once(`${isOpen} ${open.join()}`, members, (draft) => {
      const still = this.#quests.askFunctions(draft, open, isField);
      const [only] = members;
      if (this.#drafts.size > MOST) draft.unseen = this.#quests.listTracks(still);
      else if (only !== undefined && members.length === 1) this.#fill(draft, only, still);
      else this.#fillUnion(draft, members, still);
    });
  }

  /** A type that holds itself finds its own draft while it is being made. */
  #once(kind: string, types: readonly ts.Type[], fill: (draft: Draft) => void): Draft {
    const numbers = types.map((type) => this.#numberOf(type)).toSorted((a, b) => a - b);
    const key = `${numbers.join()} ${kind}`;
    const known = this.#drafts.get(key);
    if (known !== undefined) return known;
    const draft = createDraft(types);
    this.#drafts.set(key, draft);
    fill(draft);
    return draft;
  }

  #numberOf(type: ts.Type): number {
    const number = this.#numbers.get(type) ?? this.#numbers.size;
    this.#numbers.set(type, number);
    return number;
  }

  #fill(draft: Draft, type: ts.Type, open: Open): void {
    const structure = readStructure(this.#context, type);
    switch (structure.kind) {
      case 'unknown':
      case 'generic':
        draft.unseen = this.#quests.listTracks(open);
        break;
      case 'primitive':
        this.#quests.askValue(draft, open);
        break;
      case 'list':
      case 'tuple':
      case 'built-in':
        draft.form = formOf(structure);
        this.#addParts(draft, structure, open);
        break;
      case 'object':
        draft.form = 'object';
        this.#fillObject(draft, { type, structure }, open);
    }
  }

  #fillObject(
    draft: Draft,
    { type, structure }: { readonly type: ts.Type; readonly structure: ObjectStructure },
    open: Open,
  ): void {
    const { fields, indexes, base } = structure;
    const asked = this.#quests.askObject(draft, type, open);
    const still = fields.length === 0 ? asked : this.#quests.withoutSelves(asked);
    const depth = (this.#around.get(type.symbol) ?? 0) + 1;
    const isTooDeep = depth > (type === genericTarget(this.#context.typescript, type) ? DEEPEST.mapped : DEEPEST.named);
    // A class of the program's own does not tell what the platform's class below it holds.
    if (base === 'Map' || base === 'Set' || isTooDeep) draft.unseen = this.#quests.listTracks(still);
    if (isTooDeep) return;
    this.#around.set(type.symbol, depth);
    this.#addParts(draft, structure, still);
    this.#around.set(type.symbol, depth - 1);
    const [index, ...others] = indexes;
    const { String: Text } = this.#context.typescript.TypeFlags;
    const isOfAll = others.length === 0 && (fields.length === 0 || ((index?.key.flags ?? 0) & Text) !== 0);
    draft.isMixed = index !== undefined && !isOfAll;
  }

  #addParts(draft: Draft, structure: Structure, open: Open): void {
    const parts = listParts(this.#context, structure);
    for (const { step, type } of parts) {
      if (step.into === 'rest') continue;
      // Entities by their properties are looked for in the values of a map only.
      this.#addEdge(draft, step, this.#link([type], step.into === 'key' ? [] : open, step.into === 'field'));
    }
    const rest = parts.filter(({ step }) => step.into === 'rest');
    const types = rest.map(({ type }) => type);
    if (rest[0] !== undefined) this.#addEdge(draft, rest[0].step, this.#link(types, open, false));
  }

  #addEdge(draft: Draft, step: DraftEdge['step'], link: Link | undefined): void {
    if (link !== undefined) draft.edges.push({ step, ...link });
  }

  #fillUnion(draft: Draft, members: readonly ts.Type[], open: Open): void {
    draft.form = 'union';
    const addMember = (is: ValueClass, to: Draft): void => {
      draft.edges.push({ step: { into: 'member', is }, to, isNullable: false });
    };
    const classed = members.map((type) => ({ type, is: classOf(readStructure(this.#context, type)) }));
    for (const is of ['array', 'set', 'map'] as const) {
      const held = classed.flatMap((one) => (one.is === is ? [one.type] : []));
      if (held.length > 0) addMember(is, this.#draftLists(held, open));
    }
    for (const { type, is } of classed) {
      if (is === 'tuple') addMember('array', this.#draft([type], open, false));
      else if (is === 'primitive' || is === 'object') addMember(is, this.#draft([type], open, false));
    }
  }

  /** Lists in a union cannot be told apart by what they are, so their items are taken together. */
  #draftLists(types: readonly ts.Type[], open: Open): Draft {
    const [first] = types;
    if (first !== undefined && types.length === 1) return this.#draft([first], open, false);
    return this.#once(`lists ${open.join()}`, types, (draft) => {
      if (first !== undefined) draft.form = formOf(readStructure(this.#context, first));
      const parts = types.flatMap((type) => listParts(this.#context, readStructure(this.#context, type)));
      for (const into of ['item', 'key', 'value'] as const) {
        const held = parts.filter(({ step }) => step.into === into).map(({ type }) => type);
        this.#addEdge(draft, { into }, this.#link(held, into === 'key' ? [] : open, false));
      }
    });
  }
}

function isPrimitive(context: TypeContext, type: ts.Type): boolean {
  return readStructure(context, type).kind === 'primitive';
}

function formOf(structure: Structure): Draft['form'] {
  if (structure.kind === 'list') return 'array';
  return structure.kind === 'tuple' ? 'tuple' : (containerOf(structure) ?? 'leaf');
}

function classOf(structure: Structure): ValueClass | 'tuple' {
  switch (structure.kind) {
    case 'list':
      return 'array';
    case 'tuple':
      return 'tuple';
    case 'primitive':
    case 'symbol':
    case 'function':
      return 'primitive';
    default:
      return containerOf(structure) ?? 'object';
  }
}
