import type { Tracked } from 'holdfast';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Hole } from '../parse-tag-lines/parse-template.ts';
import type { EntitiesLine, EntityTarget } from '../parse-tag-lines/tag-line.ts';
import { checkIdParts } from './entities/check-id-parts.ts';
import type { EntityPlan } from './entities/entity-plan.ts';
import { planEntities } from './entities/plan-entities.ts';
import { refuseIdless } from './entities/refuse-idless.ts';
import { warnOfName } from './entities/warn-of-name.ts';
import type { FunctionContext } from './function-context.ts';
import { pathOf } from './hole-paths.ts';
import { isIdType } from './is-id-type.ts';
import { resolveHole } from './resolve-hole.ts';
import { isPrimitive } from './types/is-primitive.ts';

/** What the lines about entities of one function say. */
export interface EntityLines {
  /** All of one tag, without `none`. */
  readonly lines: readonly EntitiesLine[];
  /** Of what a caller gets in the end; `undefined` where that is not known. */
  readonly type: ts.Type | undefined;
  /** The holes of the spec. */
  readonly holes: readonly unknown[];
}

/** The entities of a spec, and how those in the result are found. */
export interface BuiltEntities {
  /** The ones that parameters name come first. */
  readonly tracked: readonly Tracked[];
  /** Absent where nothing is looked for in the result. */
  readonly plan: EntityPlan | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Places of which the types do not tell what they hold, and names that are one letter from another. */
  readonly warnings: readonly Diagnostic[];
}

type NamingLine = EntitiesLine & { readonly target: Extract<EntityTarget, { readonly of: 'arguments' }> };

/** The holes of the ids that parameters name. */
export function listIdHoles(lines: readonly EntitiesLine[]): readonly Hole[] {
  return lines.filter(isNaming).flatMap(({ target }) => target.holes);
}

/** Makes the entities of a spec from the lines of a function, and checks that ids can be found where they say. */
export function buildEntities(fn: FunctionContext, { lines, type, holes }: EntityLines): BuiltEntities {
  const naming = lines.filter(isNaming);
  const diagnostics = [
    ...naming.flatMap((line) => checkIds(fn, line)),
    ...lines.flatMap((line) => checkIdParts(fn, line)),
  ];
  const warnings = lines.flatMap((line) => warnOfName(fn, line));
  const ids = naming.map(
    ({ tag, target, rows }): Tracked => ({
      entity: target.entity.name,
      ids: target.holes.map((hole) => holes.indexOf(pathOf(hole))),
      ...(rows && tag === 'invalidates' && { rows: true }),
    }),
  );
  const finding = lines.filter((line) => !isNaming(line));
  if (finding.length === 0 || type === undefined) return { tracked: ids, plan: undefined, diagnostics, warnings };
  const idless = isPrimitive(fn, type) ? finding.filter(({ id }) => id?.form !== 'result') : [];
  diagnostics.push(...idless.map((line) => refuseIdless(fn, line, type)));
  const usable = finding.filter((line) => !idless.includes(line));
  if (usable.length === 0) return { tracked: ids, plan: undefined, diagnostics, warnings };
  const planned = planEntities(fn, { type, lines: usable, first: ids.length });
  return {
    tracked: [...ids, ...planned.tracked],
    plan: planned.plan,
    diagnostics: [...diagnostics, ...planned.diagnostics],
    warnings: [...warnings, ...warnOfUnseen(fn, usable, planned.tracked)],
  };
}

/** One warning a function: what is not seen is the same for all its entities. */
function warnOfUnseen(
  { on }: FunctionContext,
  [line]: readonly EntitiesLine[],
  tracked: readonly Tracked[],
): readonly Diagnostic[] {
  const unseen = new Set(tracked.flatMap((one) => ('unseen' in one ? (one.unseen ?? []) : [])));
  return line === undefined || unseen.size === 0
    ? []
    : [DIAGNOSTICS.unseenEntities(line, { on, tag: line.tag, paths: [...unseen] })];
}

function isNaming(line: EntitiesLine): line is NamingLine {
  return line.target.of === 'arguments';
}

function checkIds(fn: FunctionContext, { tag, target: { entity, holes } }: NamingLine): Diagnostic[] {
  const { checker, shape } = fn;
  return holes.flatMap((hole) => {
    const resolved = resolveHole(fn, hole);
    if ('code' in resolved) return [resolved];
    const { path, type } = resolved;
    if (isIdType(fn, type)) return [];
    const facts = { tag, hole: path, entity: entity.name, type: checker.typeToString(type, shape.node) };
    const nearest = findIdProperty(fn, type);
    return [DIAGNOSTICS.unusableEntityId(hole, { ...facts, nearest: nearest && `${path}.${nearest}` })];
  });
}

/** `id` of a user that is named as a whole. */
function findIdProperty(fn: FunctionContext, type: ts.Type): string | undefined {
  const { checker, shape } = fn;
  const solid = checker.getNonNullableType(type);
  const id = checker.getPropertyOfType(checker.getApparentType(solid), 'id');
  const isUsable = id !== undefined && isIdType(fn, checker.getTypeOfSymbolAtLocation(id, shape.node));
  return isUsable ? 'id' : undefined;
}
