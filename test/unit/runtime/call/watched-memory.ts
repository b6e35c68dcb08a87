import type { Runtime } from '../../../../runtime/src/runtime.ts';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import type { Store, StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { type FreshRuntime, freshRuntime } from '../compiled-function.ts';

export interface Watched extends FreshRuntime {
  readonly store: StoreDefinition;
  /** What was asked for by key since the last time; a hit at hand asks for nothing. */
  readonly readAsked: () => readonly string[];
}

/** A runtime on a store in memory that takes down which keys hits ask it for. */
export async function watchedMemory(
  options: Parameters<Runtime['configure']>[0] = {},
  isFine = true,
  inMemory = memoryStore(),
): Promise<Watched> {
  const asked: string[] = [];
  const store: StoreDefinition = {
    kind: inMemory.kind,
    open: (context) => {
      // Stores in memory are opened at once.
      const memory = inMemory.open(context) as Store;
      const hit = (key: string) => {
        asked.push(key);
        return memory.hit?.(key);
      };
      return { ...memory, hit };
    },
  };
  const fresh = freshRuntime(isFine);
  await fresh.runtime.configure({ store, ...options });
  return { ...fresh, store, readAsked: () => asked.splice(0) };
}
