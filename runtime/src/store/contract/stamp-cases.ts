import { deepStrictEqual, ok } from 'node:assert/strict';
import { isNotNewer, makeEpoch } from '../../stamp/stamp.ts';
import { OWNER } from './client.ts';
import type { CaseDefinition } from './define-case.ts';

const TAGGED = ['*', OWNER, 't:team:1'];

/** What began before an invalidation is not served after it, and what began after it is. */
export const STAMP_CASES: readonly CaseDefinition[] = [
  {
    name: 'has stamps that never go back, and a next one that is newer where it counts them',
    run: async (client) => {
      const before = await client.stamp('a');
      const next = await client.next('a');
      const after = await client.stamp('a');
      ok(isNotNewer(before, next), 'the next stamp is not older than the present one was');
      if (client.isStrict) ok(!isNotNewer(next, before), 'the next stamp is newer than the present one was');
      ok(isNotNewer(next, after), 'the present stamp is never older than one that was taken');
    },
  },
  {
    name: 'ends an entry when one of its dependencies is invalidated, whichever',
    run: async (client) => {
      for (const dependency of TAGGED) {
        await client.put('a', { value: 1, dependencies: TAGGED });
        await client.invalidate(dependency);
        await client.missing('a');
      }
    },
  },
  {
    name: 'leaves entries alone that do not depend on what is invalidated',
    run: async (client) => {
      await client.put('a', { value: 1, dependencies: TAGGED });
      await client.put('b', { value: 2, owner: 'f:app:other' });
      await client.invalidate('t:team:2', 't:team', 't:team:10', 'f:app:findAll', 'e:user:1', 'c:user');
      deepStrictEqual([await client.get('a'), await client.get('b')], [{ value: 1 }, { value: 2 }]);
      await client.invalidate(OWNER);
      deepStrictEqual(await client.get('b'), { value: 2 });
    },
  },
  {
    name: 'does not serve a result that began before an invalidation and comes after it',
    run: async (client) => {
      for (const dependency of TAGGED) {
        const stamp = await client.stamp('a', TAGGED);
        await client.invalidate(dependency);
        const outcome = await client.write('a', { value: 'old', stamp, dependencies: TAGGED });
        if (client.isStrict) deepStrictEqual(outcome, 'refused', dependency);
        await client.missing('a');
      }
      await client.put('a', { value: 'new', dependencies: TAGGED });
    },
  },
  {
    name: 'takes a result at once that began after an invalidation, where it is strict',
    run: async (client) => {
      await client.put('a', { value: 'old', dependencies: TAGGED });
      await client.invalidate('t:team:1');
      if (!client.isStrict) await client.settle();
      deepStrictEqual(await client.write('a', { value: 'new', dependencies: TAGGED }), 'stored');
      deepStrictEqual(await client.get('a'), { value: 'new' });
    },
  },
  {
    name: 'does not serve an entry to a call of which a dependency was invalidated since, though the entry lacks it',
    run: async (client) => {
      await client.put('a', { value: 1 });
      await client.invalidate('t:asker');
      await client.missing('a', ['t:asker']);
      deepStrictEqual(await client.get('a'), { value: 1 });
    },
  },
  {
    name: 'takes the stamp of another epoch for none',
    run: async (client) => {
      const { count } = await client.stamp('a');
      const stamp = { epoch: makeEpoch(), count: count + 1_000_000 };
      const outcome = await client.write('a', { value: 1, stamp });
      if (client.isStrict) deepStrictEqual(outcome, 'refused');
      if (client.isStrict) await client.missing('a');
    },
  },
  {
    name: 'does not serve an entry that does not depend on everything',
    run: async (client) => {
      await client.put('a', { value: 1 });
      await client.write('a', { value: 2, dependencies: [OWNER] });
      await client.missing('a');
    },
  },
];
