import type ts from 'typescript';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import type { Draft } from './draft.ts';
import { type IdPaths, planIdRead } from './id-paths.ts';
import { containerOf } from './list-parts.ts';
import type { Quest } from './quest.ts';

/** Indexes of the quests that are not over at a place: nothing around it was found by them. */
export type Open = readonly number[];

/** A type of an entity without the property that its id is read from. */
export interface LostId {
  readonly quest: Quest;
  readonly type: ts.Type;
  readonly id: IdPaths;
}

/** What is looked for, and the index of the first of it in the spec. */
export interface SoughtEntities {
  readonly quests: readonly Quest[];
  readonly first: number;
}

/** Asks the quests about one type after the other, and notes in its draft what they find. */
export class OpenQuests {
  /** Each type of an entity that cannot tell which one it is. */
  readonly lost: LostId[] = [];
  /** The objects that quests by property found. */
  readonly hits = new Map<Quest, Set<ts.Type>>();
  /** Those that are over when something is found. */
  readonly atFirst: Open;
  readonly #context: TypeContext;
  readonly #sought: SoughtEntities;
  /** Those that find a type wherever it stands. */
  readonly #lasting: Open;
  readonly #functions: Open;

  constructor(context: TypeContext, sought: SoughtEntities) {
    this.#context = context;
    this.#sought = sought;
    this.#lasting = this.#select(({ seeks }) => seeks.by === 'type');
    this.#functions = this.#select(({ seeks }) => seeks.by === 'function');
    this.atFirst = this.#select(({ seeks }) => seeks.by !== 'type');
  }

  /** Whether anything can still be found. */
  isSeeking(open: Open): boolean {
    return open.length + this.#lasting.length > 0;
  }

  /** Whether a string or a number can be what is looked for. */
  takesValues(open: Open): boolean {
    return this.#questsOf(open).some(([, { seeks }]) => seeks.by === 'self' || seeks.by === 'function');
  }

  /** The entities that may be in a place, as indexes in the spec. */
  listTracks(open: Open): readonly number[] {
    return [...this.#lasting, ...open].map((quest) => this.#trackOf(quest)).toSorted((a, b) => a - b);
  }

  /** Whether the functions take the types. Answers the quests that go on below. */
  askFunctions(draft: Draft, open: Open, isField: boolean): Open {
    const { checker } = this.#context;
    // A field of type `any` is not what a function takes, although it fits.
    const isUnknown = (type: ts.Type): boolean => readStructure(this.#context, type).kind === 'unknown';
    if (isField && draft.types.some(isUnknown)) return open;
    const isList = draft.types.every((type) => this.#isList(type));
    return this.#questsOf(open).flatMap(([index, { seeks }]) => {
      const fits =
        seeks.by === 'function' &&
        !(isList && takesAnything(this.#context, seeks.takes)) &&
        draft.types.every((type) => checker.isTypeAssignableTo(type, seeks.takes));
      if (!fits) return [index];
      const named = this.#functions.indexOf(index);
      draft.ids.push({ track: this.#trackOf(index), id: { form: 'function', function: named } });
      return [];
    });
  }

  /** Whether an object is an entity. Answers the quests that go on below. */
  askObject(draft: Draft, type: ts.Type, open: Open): Open {
    for (const [index, quest] of this.#questsOf(this.#lasting)) {
      const id = quest.seeks.by === 'type' ? quest.seeks.idOf(type) : undefined;
      if (id === undefined) continue;
      const read = planIdRead(this.#context, type, id);
      if (read === undefined) this.lost.push({ quest, type, id });
      else draft.ids.push({ track: this.#trackOf(index), id: read });
    }
    return this.#questsOf(open).flatMap(([index, quest]) => {
      const { seeks } = quest;
      const read = seeks.by === 'property' ? planIdRead(this.#context, type, seeks.id) : undefined;
      if (read === undefined) return [index];
      draft.ids.push({ track: this.#trackOf(index), id: read });
      this.hits.set(quest, (this.hits.get(quest) ?? new Set()).add(type));
      return [];
    });
  }

  /** What is a value of its own is the id, where a line says `id=result`. */
  askValue(draft: Draft, open: Open): void {
    for (const [index, { seeks }] of this.#questsOf(open)) {
      if (seeks.by === 'self') draft.ids.push({ track: this.#trackOf(index), id: { form: 'self' } });
    }
  }

  /** Without those that look for values of their own, which the properties of an object are not. */
  withoutSelves(open: Open): Open {
    return open.filter((index) => this.#sought.quests[index]?.seeks.by !== 'self');
  }

  #isList(type: ts.Type): boolean {
    const structure = readStructure(this.#context, type);
    return structure.kind === 'list' || structure.kind === 'tuple' || containerOf(structure) !== undefined;
  }

  #select(test: (quest: Quest) => boolean): Open {
    return this.#sought.quests.flatMap((quest, index) => (test(quest) ? [index] : []));
  }

  #trackOf(quest: number): number {
    return this.#sought.first + quest;
  }

  #questsOf(indexes: Open): readonly (readonly [number, Quest])[] {
    return indexes.flatMap((index) => {
      const quest = this.#sought.quests[index];
      return quest === undefined ? [] : [[index, quest] as const];
    });
  }
}

/** `(row: any) => row.id` takes a list too, and means what is in it. */
function takesAnything({ typescript }: TypeContext, { flags }: ts.Type): boolean {
  return (flags & (typescript.TypeFlags.Any | typescript.TypeFlags.Unknown)) !== 0;
}
