import type { FindingSpec, Walk } from '../../../runtime/src/entity/find.ts';
import type { FunctionSpec } from '../../../runtime/src/spec.ts';
import { runBody, runBodyAtOnce } from './body.ts';
import { nameOf, type Plan, rowsOf } from './plan.ts';
import type { Process } from './process.ts';
import type { CachedFunction, World } from './world.ts';

/** Of every result; the clock moves by parts of it. */
export const TTL = 1000;

/** A cached function in the form in which the build emits it: the key is `r`, the tags are all rows it may show. */
export function compileFunction(world: World, process: Process, plan: Plan): CachedFunction {
  const { MISS } = world.parts.runtime;
  const spec = specOf(world, plan);
  const file = `src/${plan.id}.ts`;
  const [handle] = world.parts.runtime.trackHandles(
    process.runtime.compile({ abi: 1, file, namespace: 'app', specs: [spec] }),
  );
  if (handle === undefined) throw new Error('compile answers one handle for each spec');
  const run = plan.sync ? runBodyAtOnce : runBody;
  const answer = (r: number): unknown => {
    const hit = handle.hit(r);
    if (hit !== MISS) {
      world.tell(() => `${nameOf(plan, r)} is served at once`);
      return hit;
    }
    const finds = (result: unknown): readonly string[] =>
      findRows(world, spec, { shown: result, nameless: plan.nameless });
    return handle.run(() => run(world, process, { plan, r }), r, ...furtherRows(world, plan, r), finds);
  };
  const fn = plan.sync ? answer : async (r: number): Promise<unknown> => answer(r);
  // The body gives such a value, and the runtime gives what the body gave.
  return handle.attach(fn as CachedFunction);
}

/** The rows that the result may show, where these are more than row `r`. */
function furtherRows({ options }: World, plan: Plan, r: number): readonly number[] {
  const rows = rowsOf(plan, r, options.rows);
  return rows.length === 1 || plan.tracks !== undefined ? [] : rows;
}

/** The spec of the plan's function. */
export function specOf(world: World, plan: Plan): FunctionSpec {
  const tag = plan.tag ?? 'row';
  // The rows of a function that shows more than its own are values beside the key, as nested paths of arguments are.
  const further = furtherRows(world, plan, 0).map((_, i) => i);
  return {
    id: plan.id,
    kind: 'function',
    calls: plan.sync ? 'sync' : 'async',
    holes: ['r', ...further.map((i) => `row${i}`)],
    key:
      plan.key === undefined
        ? { form: 'arguments', holes: 1 }
        : { form: 'template', holes: 1, template: [`${plan.key}:`, 0] },
    ...(plan.tracks === undefined
      ? { tags: further.length === 0 ? [[`${tag}:`, 0]] : further.map((i) => [`${tag}:`, i + 1]) }
      : tracksOf(plan.tracks)),
    ttl: TTL,
    ...(plan.maxSize === undefined ? {} : { maxSize: plan.maxSize }),
    ...(plan.store === undefined ? {} : { store: plan.store }),
    nulls: plan.nulls ?? 'ttl',
  };
}

/** Entities in place of tags; what finds them is the hole behind the rows. */
function tracksOf(tracks: NonNullable<Plan['tracks']>): Pick<FunctionSpec, 'tracks' | 'finds'> {
  if (tracks === 'argument') return { tracks: [{ entity: 'row', ids: [0] }] };
  return { tracks: [{ entity: 'row', paths: [tracks === 'list' ? '[].row' : 'row'] }], finds: 1 };
}

/** The entities that a value shows: rows and their versions in turn. */
export function findRows(
  { parts }: World,
  spec: FindingSpec,
  { shown, nameless }: { readonly shown: unknown; readonly nameless?: boolean | undefined },
): readonly string[] {
  const [one] = spec.invalidates ?? (spec.tracks === 'none' ? [] : (spec.tracks ?? []));
  const isList = one !== undefined && 'paths' in one && one.paths.includes('[].row');
  const walk: Walk<unknown, []> = (pairs, found) => {
    if (isList) found.list(0);
    // The bodies give such values.
    const shownPairs = pairs as readonly number[];
    for (let i = 0; i < shownPairs.length; i += 2) found.one(0, nameless ? hideId(shownPairs, i) : shownPairs[i]);
  };
  return parts.runtime.find(spec, walk, shown);
}

/** The id of a row, where its version has one. */
function hideId(pairs: readonly number[], i: number): number | undefined {
  const version = pairs[i + 1] ?? 0;
  if (version % 3 === 1) throw new TypeError(`version ${version} cannot be read`);
  return version % 3 === 0 ? undefined : pairs[i];
}
