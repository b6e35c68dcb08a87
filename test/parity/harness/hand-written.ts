/**
 * For options that the runtime executes and the tag lines cannot say yet: what the build would emit, written by hand,
 * over the same cache as the compiled services.
 */
import { createRuntime } from '../../../runtime/src/runtime.ts';
import { sharedCache } from '../../../runtime/src/shared-cache.ts';
import {
  type Compiled,
  compileAsync,
  compileEmitted,
  compileSync,
  type Emitted,
} from '../../unit/runtime/compiled-function.ts';

type Body = (...args: readonly never[]) => unknown;

/** An asynchronous cached function: `handWrittenAsync('identity', { parameters: ['x'], spec: { maxSize: 2 } }, body)`. */
export function handWrittenAsync<F extends Body>(id: string, options: Compiled, body: F): F {
  return compileAsync(createRuntime(sharedCache().cache), id, options, body);
}

/** A synchronous one. */
export function handWrittenSync<F extends Body>(id: string, options: Compiled, body: F): F {
  return compileSync(createRuntime(sharedCache().cache), id, options, body);
}

/** An asynchronous one whose holes hold more than parameters: what `vary`, `if` and `@tag =fn` gave. */
export function handWrittenEmitted<F extends Body>(id: string, emitted: Emitted<F>): F {
  return compileEmitted(createRuntime(sharedCache().cache), id, emitted);
}
