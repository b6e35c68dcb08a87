import type { Cache } from '../cache.ts';
import { refuseOtherAbi } from '../compile-file.ts';
import type { CompiledWriters } from '../spec.ts';
import { Writer } from './writer.ts';

/**
 * The writers of a file, in the order of its specs. They are known to nobody else: a writer has no entries.
 *
 * @throws ConfigurationError (HF2001) where the code was compiled for another version of the runtime.
 */
export function compileWriters(cache: Cache, file: CompiledWriters): Writer[] {
  refuseOtherAbi(file);
  return file.writers.map((spec) => new Writer(cache, file, spec));
}
