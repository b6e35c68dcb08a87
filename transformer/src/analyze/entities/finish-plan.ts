import type ts from 'typescript';
import { describeShape } from '../types/describe-shape.ts';
import type { TypeContext } from '../types/type-context.ts';
import { type Draft, type DraftEdge, isLive, isReachedAgain, listListed, type ValueClass } from './draft.ts';
import { entitiesOfType } from './entities-of-type.ts';
import type { ListNode, PlanNode, PlanPart, TupleNode, UnionNode, UnionTest } from './entity-plan.ts';
import { tellApart } from './tell-apart.ts';

/** A plan without the functions that it calls. */
export interface FinishedPlan {
  readonly root: PlanNode;
  readonly parts: readonly PlanPart[];
}

/** Makes the plan from the drafts of a type; `undefined` where nothing is found in it. */
export function finishPlan(context: TypeContext, root: Pick<DraftEdge, 'to' | 'isNullable'>): FinishedPlan | undefined {
  return new PlanWriter(context, root.to).finish(root);
}

/** So much of what is reached twice is emitted twice; of more a function is made. */
const LIGHT = 4;

/** What must not be taken as certain: whether the value is of the type at all. */
type Mode = 'sure' | 'unsure';

class PlanWriter {
  readonly #context: TypeContext;
  /** Those that have a function of their own; `true`: they hold themselves. */
  readonly #shared: ReadonlyMap<Draft, boolean>;
  readonly #parts: { node: PlanNode; readonly recurs: boolean }[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #numbers = new Map<Draft, number>();

  constructor(context: TypeContext, root: Draft) {
    this.#context = context;
    this.#shared = findShared(root, (draft) => this.#listEdges(draft));
  }

  finish(root: Pick<DraftEdge, 'to' | 'isNullable'>): FinishedPlan | undefined {
    const node = this.#follow(root, 'sure');
    return node && { root: node, parts: this.#parts };
  }

  #follow({ to, isNullable }: Pick<DraftEdge, 'to' | 'isNullable'>, mode: Mode): PlanNode | undefined {
    const node = this.#write(to, mode);
    return node === undefined || !(isNullable || mode === 'unsure') ? node : { kind: 'present', node };
  }

  #write(draft: Draft, mode: Mode): PlanNode | undefined {
    if (!isLive(draft)) return undefined;
    const recurs = this.#shared.get(draft);
    if (recurs === undefined) return this.#writeWhole(draft, mode);
    const number = this.#numbers.get(draft) ?? this.#numbers.size;
    this.#numbers.set(draft, number);
    const key = `${number} ${mode}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return { kind: 'part', part: known };
    const index = this.#parts.length;
    this.#indexes.set(key, index);
    // It may be reached again before it is known.
    const part: { node: PlanNode; readonly recurs: boolean } = { node: { kind: 'part', part: index }, recurs };
    this.#parts.push(part);
    part.node = this.#writeWhole(draft, mode) ?? part.node;
    return { kind: 'part', part: index };
  }

  #writeWhole(draft: Draft, mode: Mode): PlanNode | undefined {
    const inner = this.#writeInner(draft, mode);
    if (draft.ids.length === 0) return inner;
    const ids = mode === 'sure' ? draft.ids : draft.ids.map((id) => ({ ...id, unsure: true as const }));
    return { kind: 'entity', ids, ...(inner && { inner }) };
  }

  #writeInner(draft: Draft, mode: Mode): PlanNode | undefined {
    switch (draft.form) {
      case 'leaf':
        return undefined;
      case 'object':
        return this.#writeObject(draft, mode);
      case 'array':
      case 'set':
      case 'map':
        return this.#writeList(draft, draft.form, mode);
      case 'tuple':
        return this.#writeTuple(draft, mode);
      case 'union':
        return this.#writeUnion(draft, mode);
    }
  }

  #writeObject(draft: Draft, mode: Mode): PlanNode | undefined {
    const fields = draft.edges.flatMap((edge) => {
      const node = edge.step.into === 'field' ? this.#follow(edge, mode) : undefined;
      return edge.step.into === 'field' && node !== undefined ? [{ name: edge.step.name, node }] : [];
    });
    const held = draft.edges.filter(({ step }) => step.into === 'record');
    const records = held.flatMap((edge): PlanNode[] => {
      const item = this.#follow(edge, draft.isMixed ? 'unsure' : mode);
      return item === undefined ? [] : [{ kind: 'list', over: 'record', item, tracks: listListed(edge.to) }];
    });
    const [record, ...others] = records;
    if (record === undefined) return fields.length === 0 ? undefined : { kind: 'object', fields };
    const all = others.length === 0 ? record : anyOf([record, ...others]);
    return fields.length === 0 ? all : anyOf([{ kind: 'object', fields }, all]);
  }

  #writeList(draft: Draft, over: ListNode['over'], mode: Mode): PlanNode | undefined {
    const find = (into: string): DraftEdge | undefined => draft.edges.find(({ step }) => step.into === into);
    const [item, key] = [find('item') ?? find('value'), find('key')];
    const nodes = [item, key].map((edge) => edge && this.#follow(edge, mode));
    if (nodes.every((node) => node === undefined)) return undefined;
    const tracks = [item, key].flatMap((edge) => (edge === undefined ? [] : listListed(edge.to)));
    return {
      kind: 'list',
      over,
      ...(nodes[0] && { item: nodes[0] }),
      ...(nodes[1] && { key: nodes[1] }),
      tracks: [...new Set(tracks)].toSorted((a, b) => a - b),
      ...(mode === 'unsure' && { unsure: true }),
    };
  }

  #writeTuple(draft: Draft, mode: Mode): PlanNode | undefined {
    const elements: TupleNode['elements'][number][] = [];
    let rest: TupleNode['rest'];
    for (const edge of draft.edges) {
      const node = this.#follow(edge, mode);
      if (node === undefined) continue;
      if (edge.step.into === 'element') elements.push({ index: edge.step.index, node });
      if (edge.step.into === 'rest') rest = { from: edge.step.from, item: node, tracks: listListed(edge.to) };
    }
    if (elements.length === 0 && rest === undefined) return undefined;
    return { kind: 'tuple', elements, ...(rest && { rest }), ...(mode === 'unsure' && { unsure: true }) };
  }

  #writeUnion(draft: Draft, mode: Mode): PlanNode | undefined {
    const edges = this.#listEdges(draft);
    const ofClass = (is: ValueClass): readonly DraftEdge[] =>
      edges.filter(({ step }) => step.into === 'member' && step.is === is);
    const objects = ofClass('object');
    const needsObject = objects.some(({ to }) => isLive(to));
    const branches: UnionNode['branches'][number][] = [];
    for (const is of ['primitive', 'array', 'set', 'map'] as const) {
      const members = ofClass(is);
      const nodes = members.map(({ to }) =>
        this.#write(to, members.length > 1 && is !== 'primitive' ? 'unsure' : mode),
      );
      const live = nodes.filter((node) => node !== undefined);
      const [node] = live;
      // What holds nothing has to be known only where something follows that would take it for an object.
      const mayBe = members.length > 0 || (mode === 'unsure' && is === 'primitive');
      if (mayBe && (node !== undefined || needsObject)) {
        branches.push({ test: { is }, ...(node && { node: is === 'primitive' ? node : anyOf(live) }) });
      }
    }
    const told = needsObject ? this.#tellObjects(objects, mode) : { branches: [], otherwise: undefined };
    const all = [...branches, ...told.branches];
    if (all.length === 0) return told.otherwise;
    return { kind: 'union', branches: all, ...(told.otherwise && { otherwise: told.otherwise }) };
  }

  /**
   * Members that a test tells from all others come first. A property that only one member is said to have may stand in a
   * value of another one all the same, so such a test may find an entity, but never rules one out.
   */
  #tellObjects(objects: readonly DraftEdge[], mode: Mode): Pick<UnionNode, 'branches' | 'otherwise'> {
    const tests = tellApart(
      this.#context,
      objects.flatMap(({ to }) => to.types.slice(0, 1)),
    );
    const members = objects.map(({ to }, index) => ({ to, test: tests[index], isLive: isLive(to) }));
    const rest = members.filter(({ test }) => test === undefined);
    const isSought = rest.some((member) => member.isLive);
    const branchesBy = (is: UnionTest['is']): UnionNode['branches'] =>
      members.flatMap(({ to, test, isLive: isFound }) => {
        if (test?.is !== is || !(isFound || (isSought && is === 'marked'))) return [];
        const node = this.#write(to, mode);
        return [{ test, ...(node && { node }) }];
      });
    const [marked, owning] = [branchesBy('marked'), branchesBy('with')];
    const isDoubtful = members.some(({ test, isLive: isFound }) => test?.is === 'with' && !isFound);
    const otherwise = isSought ? this.#writeRest(rest, mode, isDoubtful) : undefined;
    if (owning.length < 2) return { branches: [...marked, ...owning], ...(otherwise && { otherwise }) };
    const each = owning.map((branch): PlanNode => ({ kind: 'union', branches: [branch] }));
    const none: PlanNode = {
      kind: 'union',
      branches: owning.map(({ test }) => ({ test })),
      ...(otherwise && { otherwise }),
    };
    return { branches: marked, otherwise: anyOf(otherwise === undefined ? each : [...each, none]) };
  }

  /** Members that nothing tells apart. @param isDoubtful the value may be of another member after all */
  #writeRest(rest: readonly { readonly to: Draft }[], mode: Mode, isDoubtful: boolean): PlanNode | undefined {
    const [only, ...others] = rest;
    if (only !== undefined && others.length === 0 && !isDoubtful) return this.#write(only.to, mode);
    const nodes = rest.map(({ to }) => this.#write(to, 'unsure')).filter((node) => node !== undefined);
    const ids = rest.map(({ to }) => to.ids.filter(({ id }) => id.form !== 'function'));
    const isNeeded = !isDoubtful && mode === 'sure' && ids.every((own) => own.length > 0);
    return { kind: 'any-of', members: nodes, needed: isNeeded ? ids.flat() : [] };
  }

  /** The compiler has no order of its own for the members of a union. */
  #listEdges(draft: Draft): readonly DraftEdge[] {
    if (draft.form !== 'union') return draft.edges;
    return draft.edges
      .map((edge) => ({ edge, text: this.#describe(edge.to.types) }))
      .toSorted((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ edge }) => edge);
  }

  #describe(types: readonly ts.Type[]): string {
    const texts = types.map((type) => {
      const names = entitiesOfType(this.#context, type).map(({ name }) => name);
      return `${describeShape(this.#context, type).text} ${names.toSorted().join()}`;
    });
    return texts.toSorted().join(' | ');
  }
}

function anyOf(nodes: readonly PlanNode[]): PlanNode {
  const [only, ...others] = nodes;
  return only !== undefined && others.length === 0 ? only : { kind: 'any-of', members: nodes, needed: [] };
}

/** What has to have a function of its own: types that hold themselves, and large ones that stand in several places. */
function findShared(root: Draft, listEdges: (draft: Draft) => readonly DraftEdge[]): ReadonlyMap<Draft, boolean> {
  const shared = new Map<Draft, boolean>();
  const weights = new Map<Draft, number>();
  const around: Draft[] = [];
  const weigh = (draft: Draft): number => {
    if (!isLive(draft)) return 0;
    if (isReachedAgain(around, draft)) {
      shared.set(draft, true);
      return 1;
    }
    const known = weights.get(draft);
    if (known !== undefined) {
      if (known >= LIGHT && !shared.has(draft)) shared.set(draft, false);
      return shared.has(draft) ? 1 : known;
    }
    around.push(draft);
    let weight = draft.ids.length;
    for (const { step, to } of listEdges(draft)) weight += Number(step.into !== 'field') + weigh(to);
    around.pop();
    weights.set(draft, weight);
    return shared.has(draft) ? 1 : weight;
  };
  weigh(root);
  return shared;
}
