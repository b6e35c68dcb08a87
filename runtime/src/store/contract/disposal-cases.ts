import { deepStrictEqual, ok } from 'node:assert/strict';
import type { CaseDefinition } from './define-case.ts';

/** Closing ends everything that a store holds open. */
export const DISPOSAL_CASES: readonly CaseDefinition[] = [
  {
    name: 'is disposed of twice as well as once',
    run: async ({ store }, trial) => {
      const other = await trial.open();
      await other.store.dispose();
      await other.store.dispose();
      await store.dispose();
    },
  },
  {
    name: 'answers or fails after it was disposed of, and never hangs',
    run: async (client, trial) => {
      const other = await trial.open();
      await other.put('a', { value: 1 });
      await other.store.dispose();
      const attempts = [
        () => other.get('a'),
        () => other.invalidate('t:a'),
        () => other.end('a'),
        () => other.stamp('a'),
      ];
      const settled = await Promise.allSettled(attempts.map(async (attempt) => attempt()));
      deepStrictEqual(settled.length, attempts.length);
      ok(client.store.kind !== '', 'a store has a kind');
    },
  },
  {
    name: 'leaves another store of its definition open',
    needs: 'shared',
    run: async (client, trial) => {
      const other = await trial.open();
      await client.put('a', { value: 1 });
      await other.store.dispose();
      deepStrictEqual(await client.get('a'), { value: 1 });
      const third = await trial.open();
      deepStrictEqual(await third.get('a'), { value: 1 });
    },
  },
];
