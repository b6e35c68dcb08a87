import type { Tracked } from 'holdfast';
import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { EntitiesLine } from '../../parse-tag-lines/tag-line.ts';
import type { Span } from '../../span.ts';
import type { FunctionContext } from '../function-context.ts';
import { readClass } from '../models/read-class.ts';
import { type DraftedResult, draftResult } from './draft-result.ts';
import { entitiesOfType } from './entities-of-type.ts';
import { readEntityIndex } from './entity-index.ts';
import type { EntityPlan } from './entity-plan.ts';
import { finishPlan } from './finish-plan.ts';
import { findLackingPath, hasIdPaths, type IdPaths, renderIdPaths } from './id-paths.ts';
import { listNested } from './list-parts.ts';
import { listPaths } from './list-paths.ts';
import type { LostId } from './open-quests.ts';
import type { Quest } from './quest.ts';
import { resolveQuests } from './resolve-quests.ts';

/** What has to be found in the results of a function. */
export interface EntityRequest {
  /** What a call resolves to. */
  readonly type: ts.Type;
  /** The lines of one tag whose target is types, an entity or a model. */
  readonly lines: readonly EntitiesLine[];
  /** Index in the spec's `tracks` or `invalidates` of the first entity that is found in results. */
  readonly first: number;
}

/** The entities that are found in results, and how. */
export interface PlannedEntities {
  /** In the order of the lines; those of a line without a name are sorted. */
  readonly tracked: readonly Extract<Tracked, { readonly paths: unknown }>[];
  /** Absent where nothing is to be found, or a diagnostic says why it cannot. */
  readonly plan: EntityPlan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out from the type of a result where the ids of the entities stand that the lines name. */
export function planEntities(fn: FunctionContext, { type, lines, first }: EntityRequest): PlannedEntities {
  const { quests, diagnostics: unresolved } = resolveQuests(fn, type, lines);
  const drafted = draftResult(fn, type, { quests, first });
  const diagnostics = [...unresolved, ...checkDrafts(fn, { type, first, quests, drafted })];
  const { root } = drafted;
  if (diagnostics.length > 0 || root === undefined) return { tracked: [], plan: undefined, diagnostics };
  const functions = quests.flatMap(({ seeks }) => (seeks.by === 'function' ? [seeks.named] : []));
  const names = quests.flatMap(({ seeks, line }) => (seeks.by === 'function' ? [nameOfFunction(line)] : []));
  const tracked = quests.map(({ line, entity }, index) => {
    const { paths, unseen } = listPaths(root.to, first + index, names);
    return {
      entity,
      paths,
      ...(unseen.length > 0 && { unseen }),
      ...(line.rows !== undefined && { rows: true as const }),
      ...(line.missing !== undefined && { missing: line.missing }),
    };
  });
  const finished = finishPlan(fn, root);
  return { tracked, plan: finished && { ...finished, functions }, diagnostics };
}

function nameOfFunction({ id }: EntitiesLine): string {
  return id?.form === 'path' ? id.word.path.join('.') : '';
}

interface CheckedDrafts extends Pick<EntityRequest, 'type' | 'first'> {
  readonly quests: readonly Quest[];
  readonly drafted: DraftedResult;
}

function checkDrafts(fn: FunctionContext, { type, first, quests, drafted }: CheckedDrafts): readonly Diagnostic[] {
  const lost = quests.flatMap((quest) => drafted.lost.filter((one) => one.quest === quest).slice(0, 1));
  const unfound = quests.filter(
    (quest, index) => drafted.root?.to.holds.has(first + index) !== true && !lost.some((one) => one.quest === quest),
  );
  return [
    ...lost.map((one) => refuseLost(fn, one)),
    ...unfound.map((quest) => refuseUnfound(fn, quest, type)),
    ...quests.flatMap((quest) => checkName(fn, quest, drafted.hits.get(quest))),
  ];
}

/** Where a message about an entity points: the word that names it, or its tag. */
function placeOf({ target, start, length }: EntitiesLine): Span {
  if (target.of === 'entity') return target.entity;
  return target.of === 'model' ? target.model : { start, length };
}

function refuseLost(fn: FunctionContext, { quest, type, id }: LostId): Diagnostic {
  const { on, checker, shape } = fn;
  const { line, entity } = quest;
  const { path, found } = findLackingPath(fn, type, id);
  return DIAGNOSTICS.lostEntityId(line.id?.form === 'path' ? line.id.word : placeOf(line), {
    on,
    tag: line.tag,
    entity,
    type: checker.typeToString(type, shape.node),
    id: path,
    found,
  });
}

function refuseUnfound(fn: FunctionContext, { line, entity, seeks }: Quest, whole: ts.Type): Diagnostic {
  const { on, checker, shape } = fn;
  const type = checker.typeToString(whole, shape.node);
  const place = placeOf(line);
  const facts = { on, tag: line.tag, entity, type };
  const idPlace = line.id?.form === 'path' ? line.id.word : place;
  switch (seeks.by) {
    case 'self':
      return DIAGNOSTICS.resultIsNoId(line.id?.form === 'result' ? line.id : place, facts);
    case 'function':
      return DIAGNOSTICS.idFunctionParameter(idPlace, {
        ...facts,
        name: nameOfFunction(line),
        takes: checker.typeToString(seeks.takes, shape.node),
      });
    case 'property': {
      const nearest = nearestName(entity, readEntityIndex(fn).names);
      if (nearest !== undefined && nearest !== entity) return DIAGNOSTICS.unknownEntity(place, { ...facts, nearest });
      const id = renderIdPaths(seeks.id);
      const likely = seeks.id.isComposite ? undefined : guessIdProperty(fn, whole, entity);
      const found = findIdType(fn, whole, seeks.id);
      return DIAGNOSTICS.noEntityId(line.id === undefined ? place : idPlace, { ...facts, id, nearest: likely, found });
    }
    case 'type':
      return DIAGNOSTICS.noEntityType(place, facts);
  }
}

/** What stands where an id is looked for and can be none. */
function findIdType(fn: FunctionContext, whole: ts.Type, id: IdPaths): string | undefined {
  const holder = [...listNested(fn, whole)].find(
    ({ type, structure }) => structure.kind === 'object' && hasIdPaths(fn, type, id),
  );
  return holder && findLackingPath(fn, holder.type, id).found;
}

/** `@tracks usr` finds users by their id as well, and nobody would ever invalidate them under that name. */
function checkName(fn: FunctionContext, { line, entity }: Quest, hits: ReadonlySet<ts.Type> = new Set()): Diagnostic[] {
  const known = [...hits].flatMap((type) => [
    ...entitiesOfType(fn, type).map(({ name }) => name),
    ...nameTable(fn, type),
  ]);
  const nearest = known.includes(entity) ? undefined : nearestName(entity, known);
  return nearest === undefined ? [] : [DIAGNOSTICS.unknownEntity(placeOf(line), { tag: line.tag, entity, nearest })];
}

/** What `{User}` would be called, where an ORM's class says so. */
function nameTable(fn: FunctionContext, { symbol }: ts.Type): readonly string[] {
  const table = symbol === undefined ? undefined : readClass(fn, symbol)?.table;
  return table !== undefined && 'text' in table ? [table.text] : [];
}

/** `customer_id` or `customerId`, or the only property of the result whose name ends like these. */
function guessIdProperty(fn: FunctionContext, whole: ts.Type, entity: string): string | undefined {
  const names = new Set<string>();
  for (const { structure } of listNested(fn, whole)) {
    if (structure.kind === 'object')
      for (const { name } of structure.fields) if (/(?:^i|_i|I)d$/.test(name)) names.add(name);
  }
  const [only, ...others] = names;
  return [`${entity}_id`, `${entity}Id`].find((name) => names.has(name)) ?? (others.length === 0 ? only : undefined);
}
