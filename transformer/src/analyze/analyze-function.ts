import type { FunctionSpec } from 'holdfast';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { CacheOptions } from '../parse-tag-lines/cache-options.ts';
import type { Span } from '../span.ts';
import { analyzeFunctions } from './analyze-functions.ts';
import { analyzeTracks } from './analyze-tracks.ts';
import type { TaggedFunction } from './analyze-writer.ts';
import { analyzeBatch } from './batch/analyze-batch.ts';
import type { Batched } from './batch/batched.ts';
import { checkBatchKey } from './batch/check-batch-key.ts';
import { listIdHoles } from './build-entities.ts';
import { buildKey } from './build-key.ts';
import { buildSpec } from './build-spec.ts';
import { checkAsyncStorage } from './captures/check-async-storage.ts';
import { checkCaptures } from './captures/check-captures.ts';
import { checkSubclass } from './captures/check-subclass.ts';
import { checkParameters } from './check-parameters.ts';
import type { EntityPlan } from './entities/entity-plan.ts';
import type { FunctionContext } from './function-context.ts';
import type { FunctionShape } from './function-shape.ts';
import { inferCalls } from './infer-calls.ts';
import { isNested } from './is-nested.ts';
import type { PlainPlan } from './models/plan-plain.ts';
import type { NamedFunction } from './named-function.ts';
import { prefixed } from './prefixed.ts';
import { qualifiedName } from './qualified-name.ts';
import { readLines } from './read-lines.ts';
import { refuseMissingId } from './refuse-missing-id.ts';
import { typeOfThis } from './type-of-this.ts';
import { analyzeTypeFacts } from './types/analyze-type-facts.ts';

/** A function to be cached: what the runtime executes, and what has to be rewritten. */
export interface AnalyzedFunction {
  readonly spec: FunctionSpec;
  readonly shape: FunctionShape;
  /** The functions that its tag lines name, by the index of the hole that holds what they give. */
  readonly functions: ReadonlyMap<number, NamedFunction>;
  /** How entities are found in its result. */
  readonly plan: EntityPlan | undefined;
  /** How instances of models in what its body gives are made plain. */
  readonly plain: PlainPlan | undefined;
  /** The fields of the rows that each caller gets copies of; absent where results are no rows, or shared. */
  readonly row?: readonly string[] | undefined;
  /** The parameter that takes the items, of a function with `@batch`. */
  readonly batch?: Batched | undefined;
  /** What messages call it. */
  readonly on: string;
  /** Where messages about its id point: `id=…`, or else the tag. */
  readonly idSpan: Span;
  /** Places of its result of which the types do not tell what they hold. */
  readonly warnings: readonly Diagnostic[];
}

/** A function that can be cached, or every reason why it cannot. */
export type FunctionAnalysis =
  | { readonly analyzed: AnalyzedFunction }
  | { readonly diagnostics: readonly Diagnostic[] };

/** Makes the spec of a function with `@cache` or `@batch`. With any problem at all the function is left as it is. */
export function analyzeFunction(fn: FunctionContext, tagged: TaggedFunction): FunctionAnalysis {
  const { lines, place, diagnostics } = tagged;
  const calls = inferCalls(fn, fn.shape.node, place);
  if (place.tag !== 'batch') return analyzeCached(fn, tagged, calls);
  const { batch: line } = readLines(lines);
  const batch = line && analyzeBatch(fn, { line, calls });
  const found = [...diagnostics, ...(batch?.diagnostics ?? [])];
  // What the lines name is one item, and without it all of them would seem wrong.
  if (batch?.batched === undefined) return { diagnostics: typeof calls === 'string' ? found : [...found, calls] };
  return analyzeCached({ ...fn, batched: batch.batched }, { ...tagged, diagnostics: found }, calls);
}

function analyzeCached(
  fn: FunctionContext,
  { lines, place, idPrefix, diagnostics: before }: TaggedFunction,
  calls: FunctionSpec['calls'] | Diagnostic,
): FunctionAnalysis {
  const { shape, on, batched } = fn;
  const { options, batch, key, tags, tracks } = readLines(lines);
  const said = options ?? NO_OPTIONS;
  const diagnostics = [...before, ...checkParameters(fn, shape, on)];
  if (typeof calls !== 'string') diagnostics.push(calls);
  const id = options?.id?.name ?? prefixed(idPrefix, qualifiedName(fn, shape.node));
  if (id === undefined) diagnostics.push(refuseMissingId(fn, shape, place));
  const named = analyzeFunctions(fn, { options: said, tags });
  const built = buildKey(fn, { options: said, key, tags, ids: listIdHoles(tracks) });
  diagnostics.push(...built.diagnostics, ...checkBatchKey(fn, { batch, key }, built.fields));
  diagnostics.push(...named.diagnostics, ...checkShared(fn, options));
  const types = analyzeTypeFacts(fn, { calls, options: said, key: built.fields, span: place.span });
  const entities = analyzeTracks(fn, { lines, calls, place, holes: built.fields.holes });
  diagnostics.push(...entities.diagnostics);
  // A mistake in the lines, all of which stand before the parameters, would be reported a second time by its effects.
  if (diagnostics.every(({ start }) => start >= shape.node.parameters.pos)) {
    if (options?.shared === undefined) diagnostics.push(...checkOutside(fn, built.fields));
    if (options?.vary === undefined) diagnostics.push(...checkAsyncStorage(fn));
    diagnostics.push(...types.diagnostics);
  }
  if (diagnostics.length > 0 || typeof calls !== 'string' || id === undefined || options === undefined)
    return { diagnostics };
  // The problem is told at @idPrefix; under another id results of the past would be looked for in vain.
  if (idPrefix === 'refused' && options.id === undefined) return { diagnostics };
  const spec = buildSpec({
    own: { id, kind: kindOf(shape), calls },
    key: built.fields,
    options,
    types: types.fields,
    tracks: entities.fields,
    batch: batched && { hole: built.fields.holes.indexOf(batched.name), ...batched.fields },
  });
  const functions = new Map<number, NamedFunction>();
  for (const [hole, word] of built.functionHoles) {
    const found = named.functions.get(word);
    if (found !== undefined) functions.set(hole, found);
  }
  const { plan, warnings } = entities;
  const { plain, row } = types;
  return {
    analyzed: {
      spec,
      shape,
      functions,
      plan,
      plain,
      row,
      batch: batched,
      on,
      idSpan: options.id ?? place.span,
      warnings,
    },
  };
}

/** Of a function whose `@cache` or `@batch` line was refused. */
const NO_OPTIONS: CacheOptions = {};

/** A captured property of `this` has the same fix as what depends on a subclass, so one of the two is told. */
function checkOutside(fn: FunctionContext, keyed: Pick<FunctionSpec, 'holes' | 'key'>): Diagnostic[] {
  const captures = checkCaptures(fn, keyed);
  return captures.length > 0 ? captures : checkSubclass(fn, keyed);
}

function checkShared(fn: FunctionContext, options: CacheOptions | undefined): Diagnostic[] {
  if (options?.shared === undefined || typeOfThis(fn) !== undefined) return [];
  // Each call of a function around it makes another one.
  if (isNested(fn.typescript, fn.shape.node)) return [];
  return [DIAGNOSTICS.needlessShared(options.shared, { on: fn.on })];
}

function kindOf(shape: FunctionShape): FunctionSpec['kind'] {
  if ('isStatic' in shape) return shape.isStatic ? 'static' : 'method';
  return 'owner' in shape ? 'method' : 'function';
}
