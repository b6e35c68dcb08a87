import type { StoreDefinition } from 'holdfast';

/** The same store, whose requests are taken down: `['invalidate', ['e:user:1']]`; of reads and writes, how many in one. */
export function recordRequests({ kind, open }: StoreDefinition, requests: unknown[]): StoreDefinition {
  const record = <T>(answer: T, ...request: readonly unknown[]): T => {
    requests.push(request);
    return answer;
  };
  return {
    kind,
    open: async (context) => {
      const store = await open(context);
      return {
        ...store,
        read: (asked) => record(store.read(asked), 'read', asked.length),
        takeNextStamps: (asked) => record(store.takeNextStamps(asked), 'takeNextStamps', ...asked),
        write: (writes) => record(store.write(writes), 'write', writes.length),
        invalidate: (dependencies) => record(store.invalidate(dependencies), 'invalidate', dependencies),
        invalidateKeys: (keys) => record(store.invalidateKeys(keys), 'invalidateKeys', keys),
      };
    },
  };
}
