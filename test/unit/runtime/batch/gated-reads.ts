import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { Store } from '../../../../runtime/src/store/port.ts';
import { deferred } from '../compiled-function.ts';

/** A read that waits for its answer. */
interface WaitingRead {
  readonly answer: () => void;
  readonly fail: (error: Error) => void;
}

/** A store whose reads are answered one by one, when the test says so, in the order in which they were asked. */
export function gatedReads(): { readonly store: Store; readonly reads: readonly WaitingRead[] } {
  const inner = atomicStore('gated', new MemoryRows({ maxEntries: 10_000, now: () => 0 }), () => 0);
  const reads: WaitingRead[] = [];
  const { hit: _, ...rest } = inner;
  const store: Store = {
    ...rest,
    synchronous: false,
    read: async (requests) => {
      const gate = deferred<void>();
      reads.push({ answer: gate.resolve, fail: gate.reject });
      await gate.promise;
      return inner.read(requests);
    },
  };
  return { store, reads };
}
