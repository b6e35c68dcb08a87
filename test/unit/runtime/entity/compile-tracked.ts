import type { Cache } from '../../../../runtime/src/cache.ts';
import { compileWriters } from '../../../../runtime/src/entity/compile-writers.ts';
import { find, type Walk } from '../../../../runtime/src/entity/find.ts';
import type { Runtime } from '../../../../runtime/src/runtime.ts';
import type { FunctionSpec, Template, Tracked } from '../../../../runtime/src/spec.ts';
import { compileEmitted } from '../compiled-function.ts';

type Body = (...args: readonly never[]) => unknown;

/** What the build makes of a function with `@tracks`. */
export interface TrackedFunction<F extends Body> {
  readonly parameters: readonly string[];
  readonly tracks: readonly Tracked[];
  /** What goes through the result; absent: nothing is found there. */
  readonly walk?: Walk<NonNullable<Awaited<ReturnType<F>>>, readonly []>;
  readonly spec?: Partial<FunctionSpec>;
}

/** The emitted form of an asynchronous function with `@tracks`, written by hand. */
export function compileTracked<F extends Body>(runtime: Runtime, id: string, tracked: TrackedFunction<F>, body: F): F {
  const { parameters, tracks, walk, spec } = tracked;
  const holes = [...parameters].sort();
  const order = holes.map((hole) => parameters.indexOf(hole));
  return compileEmitted<F>(runtime, id, {
    spec: {
      holes: walk === undefined ? holes : [...holes, 'finds()'],
      key: { form: 'arguments', holes: holes.length },
      tracks,
      ...(walk === undefined ? {} : { finds: holes.length }),
      ...spec,
    },
    keyValues: (...args) => order.map((at) => args[at]),
    further: () => (walk === undefined ? [] : [finding(id, { tracks }, walk)]),
    body,
  });
}

/** What the build makes of a function with `@invalidates`. */
export interface WrittenFunction<F extends Body> {
  readonly parameters: readonly string[];
  readonly invalidates: readonly Tracked[];
  readonly walk?: Walk<NonNullable<Awaited<ReturnType<F>>>, readonly []>;
  readonly tags?: readonly Template[];
  readonly calls?: 'sync' | 'async';
}

/** The emitted form of a function with `@invalidates`, written by hand. */
export function compileWriter<F extends Body>(cache: Cache, id: string, written: WrittenFunction<F>, body: F): F {
  const { parameters, invalidates, walk, tags, calls = 'async' } = written;
  const finds = parameters.length;
  const [writer] = compileWriters(cache, {
    abi: 1,
    file: `src/${id}.ts`,
    namespace: 'app',
    writers: [
      {
        id,
        calls,
        holes: walk === undefined ? parameters : [...parameters, 'finds()'],
        invalidates,
        ...(tags && { tags }),
        ...(walk && { finds }),
      },
    ],
  });
  const fn = (...args: unknown[]): unknown =>
    writer?.run(
      () => Reflect.apply(body, undefined, args),
      ...parameters.map((_, at) => args[at]),
      ...(walk === undefined ? [] : [finding(id, { invalidates }, walk)]),
    );
  // The wrapper has the body's own parameters and result.
  return fn as unknown as F;
}

function finding<V>(
  id: string,
  lists: { readonly tracks: readonly Tracked[] } | { readonly invalidates: readonly Tracked[] },
  walk: Walk<V, readonly []>,
): (result: unknown) => readonly string[] {
  // The body's own result is given here.
  return (result) => find({ id, ...lists }, walk, result as V);
}
