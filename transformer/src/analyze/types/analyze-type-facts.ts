import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { CacheOptions } from '../../parse-tag-lines/cache-options.ts';
import type { Span } from '../../span.ts';
import type { FunctionContext } from '../function-context.ts';
import { type PlainPlan, planPlain } from '../models/plan-plain.ts';
import type { Mutable } from '../mutable.ts';
import { resolveHole } from '../resolve-hole.ts';
import { spanOf } from '../span-of.ts';
import { describeShape } from './describe-shape.ts';
import { dropsAsync } from './drops-async.ts';
import { findJsonChange } from './find-json-change.ts';
import { findUncopyable } from './find-uncopyable.ts';
import { inferIsolation } from './infer-isolation.ts';
import { isPrimitive } from './is-primitive.ts';
import { listRowFields } from './list-row-fields.ts';
import { readResultType } from './result-type.ts';
import { readStoredType } from './stored-type.ts';

/** What is known of a function before its types are read. */
export interface TypedFunction {
  /** A diagnostic where it is not known. */
  readonly calls: FunctionSpec['calls'] | Diagnostic;
  readonly options: Pick<CacheOptions, 'isolate' | 'codec' | 'shape'>;
  /** What a call is known by. */
  readonly key: Pick<FunctionSpec, 'holes' | 'key' | 'vary' | 'tags'>;
  /** Where `@cache` stands. */
  readonly span: Span;
}

type TypeFacts = NonNullable<FunctionSpec['types']>;

/** The part of a spec that types decide, and every reason why a result cannot be stored. */
export interface AnalyzedTypes {
  readonly fields: Pick<FunctionSpec, 'shape' | 'types'>;
  /** How instances of models in what the body gives are made plain; absent where it holds none, or they are to stay. */
  readonly plain?: PlainPlan | undefined;
  /** The fields of the rows that each caller gets copies of; absent where results are no rows, or shared. */
  readonly row?: readonly string[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what the types tell of a function's key and of its results. */
export function analyzeTypeFacts(fn: FunctionContext, typed: TypedFunction): AnalyzedTypes {
  const { calls, options } = typed;
  const type = readStoredType(fn, calls);
  if (type === undefined || typeof calls !== 'string') return { fields: {}, diagnostics: [] };
  const types = inferTypeFacts(fn, typed, type);
  const fields: Mutable<AnalyzedTypes['fields']> = {};
  if (options.shape !== 'any') fields.shape = describeShape(fn, type).hash;
  if (types !== undefined) fields.types = types;
  return {
    fields,
    row: (options.isolate ?? types?.isolate ?? 'copy') === 'copy' ? listRowFields(fn, type) : undefined,
    plain: keepsInstances(options) ? undefined : planPlain(fn, () => readResultType(fn, fn.shape.node, calls) ?? type),
    diagnostics: checkResult(fn, typed, type),
  };
}

/** `undefined`: nothing that would change how a call runs. */
function inferTypeFacts(fn: FunctionContext, { key }: TypedFunction, type: ts.Type): TypeFacts | undefined {
  const types: Mutable<TypeFacts> = {};
  const isolate = inferIsolation(fn, type);
  if (isolate !== undefined) types.isolate = isolate;
  const primitives = listPrimitives(fn, key);
  if (primitives.length > 0) types.primitives = primitives;
  // Of a batch there is no hit that would be faster for it.
  const drops = fn.batched === undefined && dropsAsync(fn, key, primitives);
  if (drops) types.dropsAsync = true;
  return isolate === undefined && primitives.length === 0 && !drops ? undefined : types;
}

/** Indexes of the key's holes whose values are primitives. What `vary` gives is not one of them. */
function listPrimitives(fn: FunctionContext, { holes, key, vary }: TypedFunction['key']): readonly number[] {
  const primitives: number[] = [];
  holes.forEach((path, index) => {
    if (index >= key.holes || index === vary) return;
    const hole = resolveHole(fn, { path: path.split('.'), start: 0, length: 0 });
    if ('type' in hole && isPrimitive(fn, hole.type)) primitives.push(index);
  });
  return primitives;
}

/** Whether a part can be read once only, so that a second caller would find nothing in it. */
function isUsedUp(what: string): boolean {
  return /^of type \w*(?:Stream|Iterator|Generator|Readable|Response|Request)\b/u.test(what);
}

/** Whether the result stays what it is, for better or worse. */
function keepsInstances({ isolate, codec }: TypedFunction['options']): boolean {
  // A codec of the developer's may carry what ours cannot.
  return isolate === 'share' || (codec !== undefined && !['data', 'json', 'yaml'].includes(codec));
}

function checkResult(fn: FunctionContext, { options, span }: TypedFunction, type: ts.Type): Diagnostic[] {
  const { on } = fn;
  const place = fn.shape.node.type === undefined ? span : spanOf(fn, fn.shape.node.type);
  const uncopyable = keepsInstances(options) ? undefined : findUncopyable(fn, type);
  if (uncopyable !== undefined)
    return [DIAGNOSTICS.uncopyableResult(place, { on, ...uncopyable, isUsedUp: isUsedUp(uncopyable.what) })];
  const changed = options.codec === 'json' ? findJsonChange(fn, type) : undefined;
  return changed === undefined ? [] : [DIAGNOSTICS.changedByJson(place, { on, ...changed })];
}
