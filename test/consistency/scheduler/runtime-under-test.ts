import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { batchHandles } from '../../../runtime/src/batch/batch-handles.ts';
import type { createCache } from '../../../runtime/src/cache.ts';
import type { keepAtHand } from '../../../runtime/src/call/at-hand.ts';
import type { MISS } from '../../../runtime/src/call/miss.ts';
import type { sealBytes } from '../../../runtime/src/codec/seal-bytes.ts';
import type { compileWriters } from '../../../runtime/src/entity/compile-writers.ts';
import type { find } from '../../../runtime/src/entity/find.ts';
import type { trackHandles } from '../../../runtime/src/entity/track-handles.ts';
import type { createRuntime } from '../../../runtime/src/runtime.ts';
import type { atomicStore } from '../../../runtime/src/store/atomic-store.ts';
import type { getSetStore } from '../../../runtime/src/store/keyv/get-set-store.ts';
import type { MemoryRows } from '../../../runtime/src/store/memory/memory-rows.ts';

/** What the worlds take of a runtime. */
export interface RuntimeUnderTest {
  readonly batchHandles: typeof batchHandles;
  readonly createCache: typeof createCache;
  readonly createRuntime: typeof createRuntime;
  readonly atomicStore: typeof atomicStore;
  readonly MemoryRows: typeof MemoryRows;
  readonly getSetStore: typeof getSetStore;
  readonly sealBytes: typeof sealBytes;
  readonly trackHandles: typeof trackHandles;
  readonly compileWriters: typeof compileWriters;
  readonly find: typeof find;
  readonly MISS: typeof MISS;
  readonly keepAtHand: typeof keepAtHand;
}

/** The runtime as it stands in this repository. */
export const RUNTIME_FOLDER: string = fileURLToPath(new URL('../../../runtime/src/', import.meta.url));

/** Loads the runtime from a folder: the real one or a mutated copy of it. */
export async function loadRuntime(folder: string): Promise<RuntimeUnderTest> {
  const files = [
    'batch/batch-handles.ts',
    'cache.ts',
    'runtime.ts',
    'store/atomic-store.ts',
    'store/memory/memory-rows.ts',
    'store/keyv/get-set-store.ts',
    'codec/seal-bytes.ts',
    'call/miss.ts',
    'call/at-hand.ts',
    'entity/track-handles.ts',
    'entity/compile-writers.ts',
    'entity/find.ts',
  ];
  const modules: unknown[] = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href)),
  );
  // The folder holds runtime/src or a copy of it, whose exports are those of the types above.
  return Object.assign({}, ...modules) as RuntimeUnderTest;
}
