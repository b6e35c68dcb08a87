import { resetCounts } from './api/reset-counts.ts';
import type { Cache } from './cache.ts';
import { Handle } from './call/handle.ts';
import { ConfigurationError, DuplicateIdError } from './errors.ts';
import type { CompiledFile } from './spec.ts';

/**
 * Registers a file's functions and answers their handles, in the order of its specs.
 *
 * @throws ConfigurationError (HF2001) where the code was compiled for another version of the runtime.
 * @throws DuplicateIdError (HF3006) where another file has a function of the same id.
 */
export function compileFile(cache: Cache, file: CompiledFile): Handle[] {
  refuseOtherAbi(file);
  const handles = file.specs.map((spec) => new Handle(cache, file, spec));
  for (const handle of handles) {
    register(cache, handle);
    // Synchronous code may never let it come later.
    if (handle.spec.calls === 'sync') cache.keepAtHand(handle);
  }
  return handles;
}

/** @throws ConfigurationError (HF2001) where the code was compiled for another version of the runtime. */
export function refuseOtherAbi({ file, abi }: Pick<CompiledFile, 'file' | 'abi'>): void {
  if (abi === 1) return;
  throw new ConfigurationError(
    `${String(file)} was compiled for version ${String(abi)} of the runtime, and this is version 1. Install versions of holdfast and @holdfast/transformer that belong together, and build again.`,
  );
}

/** The same declaration evaluated again (hot reload, tests) takes the place of the earlier one. */
function register(cache: Cache, handle: Handle): void {
  cache.settings.refuseUnfit?.(handle);
  const name = `${handle.namespace}:${handle.spec.id}`;
  const known = cache.handles.get(name);
  if (known !== undefined && known.file !== handle.file) {
    throw new DuplicateIdError(
      `two functions have the id ${handle.spec.id} in the namespace ${handle.namespace}: in ${known.file} and in ${handle.file}. Give one of them id=… in its @cache line.`,
    );
  }
  if (known !== undefined) resetCounts(cache, known);
  cache.handles.set(name, handle);
}
