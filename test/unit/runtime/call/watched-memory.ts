import type { Runtime } from '../../../../runtime/src/runtime.ts';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';
import type { StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { type FreshRuntime, freshRuntime } from '../compiled-function.ts';

export interface Watched extends FreshRuntime {
  readonly store: StoreDefinition;
  /** What was asked for by key since the last time; a hit at hand asks for nothing. */
  readonly readAsked: () => readonly string[];
}

/** A runtime on a memory store that takes down which keys hits ask it for. */
export async function watchedMemory(
  options: Parameters<Runtime['configure']>[0] = {},
  isFine = true,
): Promise<Watched> {
  const asked: string[] = [];
  const store: StoreDefinition = {
    kind: 'memory',
    open: (context) => {
      const memory = openMemory(context);
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
