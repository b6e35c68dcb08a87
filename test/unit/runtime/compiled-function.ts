import type { CacheOf } from '../../../runtime/src/api/cache-of.ts';
import { type Cache, createCache } from '../../../runtime/src/cache.ts';
import { keepAtHand } from '../../../runtime/src/call/at-hand.ts';
import type { AnyFunction, Handle } from '../../../runtime/src/call/handle.ts';
import { MISS } from '../../../runtime/src/call/miss.ts';
import { trackHandles } from '../../../runtime/src/entity/track-handles.ts';
import type { StartTimer } from '../../../runtime/src/invalidation/outbox.ts';
import { createRuntime, type Runtime } from '../../../runtime/src/runtime.ts';
import type { FunctionSpec } from '../../../runtime/src/spec.ts';

/** A timer that the runtime started. */
interface Timer {
  readonly run: () => void;
  readonly milliseconds: number;
}

export interface FreshRuntime {
  readonly runtime: Runtime;
  readonly cache: Cache;
  readonly advance: (milliseconds: number) => void;
  /** Timers that were started and have not been run. */
  readonly timers: Timer[];
}

/** A runtime of its own with a clock that moves only when told. @param isFine hits at hand read it each time */
export function freshRuntime(isFine = true): FreshRuntime {
  let now = 1_000_000;
  const timers: Timer[] = [];
  const startTimer: StartTimer = (run, milliseconds) => timers.push({ run, milliseconds });
  const cache = createCache({ now: () => now, isFine, startTimer });
  // Otherwise it comes some time after the first hit.
  cache.keepAtHand = keepAtHand;
  const runtime = createRuntime(cache);
  return {
    runtime,
    cache,
    timers,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

type Body = (...args: readonly never[]) => unknown;

/** Options of a function under test; the key is made of all parameters unless the spec says otherwise. */
export interface Compiled {
  readonly parameters: readonly string[];
  readonly spec?: Partial<FunctionSpec>;
  readonly file?: string;
}

/** What the build emits for an asynchronous function, written by hand. */
export function compileAsync<F extends Body>(runtime: Runtime, id: string, options: Compiled, body: F): F {
  const { handle, order } = prepare(runtime, id, options, 'async');
  const fn = async (...args: unknown[]): Promise<unknown> => {
    const values = order.map((at) => args[at]);
    const hit = handle.hit(...values.slice(0, handle.spec.key.holes));
    if (hit !== MISS) return hit;
    return handle.run(() => Reflect.apply(body, undefined, args), ...values);
  };
  // The wrapper has the body's own parameters and result.
  return handle.attach(fn as unknown as F);
}

/** The same for a synchronous one. */
export function compileSync<F extends Body>(runtime: Runtime, id: string, options: Compiled, body: F): F {
  const { handle, order } = prepare(runtime, id, options, 'sync');
  const fn = (...args: unknown[]): unknown => {
    const values = order.map((at) => args[at]);
    const hit = handle.hit(...values.slice(0, handle.spec.key.holes));
    if (hit !== MISS) return hit;
    return handle.run(() => Reflect.apply(body, undefined, args), ...values);
  };
  return handle.attach(fn as unknown as F);
}

/** A function whose holes hold more than parameters: what `vary`, `if` and `@tag =fn` gave. */
export interface Emitted<F extends Body> {
  readonly spec: Partial<FunctionSpec> & Pick<FunctionSpec, 'holes' | 'key'>;
  /** The values of the key's holes, evaluated before each key is made. */
  readonly keyValues: (...args: Parameters<F>) => readonly unknown[];
  /** The values of the holes behind, evaluated where the body is considered. */
  readonly further?: (...args: Parameters<F>) => readonly unknown[];
  readonly body: F;
}

/** What the build emits for an asynchronous function with such holes. */
export function compileEmitted<F extends Body>(runtime: Runtime, id: string, emitted: Emitted<F>): F {
  const { spec, keyValues, further = () => [], body } = emitted;
  const { handle } = prepare(runtime, id, { parameters: [], spec }, 'async');
  const fn = async (...args: Parameters<F>): Promise<unknown> => {
    const values = keyValues(...args);
    const hit = handle.hit(...values);
    if (hit !== MISS) return hit;
    return handle.run(() => Reflect.apply(body, undefined, args), ...values, ...further(...args));
  };
  // The wrapper has the body's own parameters and result.
  return handle.attach(fn as unknown as F);
}

function prepare(
  runtime: Runtime,
  id: string,
  options: Compiled,
  calls: 'sync' | 'async',
): { handle: Handle; order: readonly number[] } {
  const holes = options.spec?.holes ?? [...options.parameters].sort();
  const spec: FunctionSpec = {
    id,
    kind: 'function',
    calls,
    holes,
    key: { form: 'arguments', holes: holes.length },
    ...options.spec,
  };
  const file = options.file ?? `src/${id}.ts`;
  const [handle] = trackHandles(runtime.compile({ abi: 1, file, namespace: 'app', specs: [spec] }));
  if (handle === undefined) throw new Error('compile answers one handle for each spec');
  return { handle, order: holes.map((hole) => options.parameters.indexOf(hole)) };
}

/** A promise that is settled from outside. */
export function deferred<T>(): PromiseWithResolvers<T> {
  return Promise.withResolvers<T>();
}

/** `cacheOf` of the runtime, typed as the package's own. */
export function cacheOf<F extends AnyFunction>(runtime: Runtime, fn: F): CacheOf<F>;
export function cacheOf(runtime: Runtime, id: string): CacheOf<(...args: readonly unknown[]) => unknown>;
export function cacheOf<O extends object, Name extends keyof O>(
  runtime: Runtime,
  object: O,
  method: Name,
): O[Name] extends AnyFunction ? CacheOf<O[Name]> : never;
export function cacheOf(runtime: Runtime, subject: unknown, method?: PropertyKey): unknown {
  return runtime.cacheOf(subject, method);
}
