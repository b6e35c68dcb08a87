import { batchHandles } from '../../../../runtime/src/batch/batch-handles.ts';
import type { BatchOf } from '../../../../runtime/src/batch/batch-of.ts';
import type { AnyFunction } from '../../../../runtime/src/call/handle.ts';
import type { Runtime } from '../../../../runtime/src/runtime.ts';
import type { BatchSpec, FunctionSpec } from '../../../../runtime/src/spec.ts';

type Body = (...args: readonly never[]) => unknown;

/** A batch under test: its parameters, and which of them is the list. */
export interface BatchOptions {
  readonly parameters: readonly string[];
  /** Name of the list; the first parameter unless it says otherwise. */
  readonly list?: string;
  readonly batch?: Partial<BatchSpec>;
  readonly spec?: Partial<FunctionSpec>;
  /** Names and values of the holes behind the key: functions of an item. */
  readonly further?: Readonly<Record<string, (...args: readonly never[]) => unknown>>;
}

/** What the build emits for a batch, written by hand; the key is made of all parameters unless the spec says otherwise. */
export function compileBatch<F extends Body>(runtime: Runtime, id: string, options: BatchOptions, body: F): F {
  const calls = options.spec?.calls ?? 'async';
  const { handle, order, place } = prepare(runtime, id, options);
  const further = Object.values(options.further ?? {});
  const run = (args: readonly unknown[]): unknown => {
    const computeThese = (items: unknown): unknown => Reflect.apply(body, undefined, args.with(place, items));
    // The handle of a batch calls the body with items.
    return handle.run(computeThese as () => unknown, ...order.map((at) => args[at]), ...further);
  };
  const fn = calls === 'sync' ? (...args: unknown[]) => run(args) : async (...args: unknown[]) => run(args);
  // The wrapper has the body's own parameters and result.
  return handle.attach(fn as unknown as F);
}

function prepare(runtime: Runtime, id: string, options: BatchOptions) {
  const { parameters, list = parameters[0], batch, spec, further = {} } = options;
  const keyed = spec?.holes ?? [...parameters].sort();
  const made: FunctionSpec = {
    id,
    kind: 'function',
    calls: 'async',
    key: { form: 'arguments', holes: keyed.length },
    ...spec,
    holes: [...keyed, ...Object.keys(further)],
    batch: { hole: keyed.indexOf(list ?? ''), items: 'array', answers: 'list', ...batch },
  };
  const handles = runtime.compile({ abi: 1, file: `src/${id}.ts`, namespace: 'app', specs: [made] });
  const [handle] = batchHandles(handles);
  if (handle === undefined) throw new Error('compile answers one handle for each spec');
  return { handle, order: keyed.map((hole) => parameters.indexOf(hole)), place: parameters.indexOf(list ?? '') };
}

/** What `batchOf` of the package gives. */
export function batchOf<F extends AnyFunction>(runtime: Runtime, fn: F): BatchOf<F> {
  // The operations of a batch, typed as of any function.
  return runtime.cacheOf(fn) as unknown as BatchOf<F>;
}
