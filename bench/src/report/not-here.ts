/** Rows of the table that no code here measures yet, and why. */
export const NOT_HERE: readonly { readonly title: string; readonly reason: string }[] = [
  { title: 'stampede, 4 processes × 250', reason: '`lock=store` is a later step: the build refuses it until then' },
  {
    title: 'round trips on a cluster',
    reason: 'counted by `test/unit/runtime/store/redis-cluster/trips.test.ts`: at most 2',
  },
];
