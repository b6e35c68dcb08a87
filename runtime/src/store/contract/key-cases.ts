import { deepStrictEqual, ok } from 'node:assert/strict';
import { OWNER } from './client.ts';
import type { CaseDefinition } from './define-case.ts';

/** Single keys end, and are written anew. */
export const KEY_CASES: readonly CaseDefinition[] = [
  {
    name: 'ends single keys, and says for each whether there was an entry',
    run: async (client) => {
      for (const name of ['a', 'b', 'c']) await client.put(name, { value: name });
      deepStrictEqual(await client.end('a', 'none', 'b'), [true, false, true]);
      await client.missing('a');
      await client.missing('b');
      deepStrictEqual(await client.get('c'), { value: 'c' });
      deepStrictEqual(await client.end('a'), [false]);
    },
  },
  {
    name: 'says of an entry that expired or was invalidated that there was none',
    run: async (client, trial) => {
      await client.put('a', { value: 1, ttl: 400 });
      await client.put('b', { value: 1 });
      await client.invalidate(OWNER);
      await trial.pass(401);
      deepStrictEqual(await client.end('a', 'b'), [false, false]);
    },
  },
  {
    name: 'does not serve a result for a key that was ended after it began',
    run: async (client) => {
      const stamp = await client.stamp('a');
      await client.end('a');
      const outcome = await client.write('a', { value: 'old', stamp });
      if (client.isStrict) deepStrictEqual(outcome, 'refused');
      await client.missing('a');
      await client.put('a', { value: 'new' });
    },
  },
  {
    name: 'lets loads that began before a refresh lose to it',
    run: async (client) => {
      await client.put('a', { value: 'first' });
      await client.settle();
      const stamp = await client.stamp('a');
      const next = await client.next('a');
      await client.settle();
      await client.write('a', { value: 'refreshed', stamp: next, raisesFloor: true });
      const outcome = await client.write('a', { value: 'late', stamp });
      if (client.isStrict) deepStrictEqual(outcome, 'refused');
      const served = await client.get('a');
      ok(!('value' in served) || served.value === 'refreshed', 'the late load is not served');
      if (client.isStrict) deepStrictEqual(served, { value: 'refreshed' });
    },
  },
  {
    name: 'ends the entry that a refused refresh was to replace',
    run: async (client) => {
      await client.put('a', { value: 'first', dependencies: ['*', OWNER] });
      const dependencies = ['*', OWNER, 't:team:1'];
      const stamp = await client.next('a', dependencies);
      await client.invalidate('t:team:1');
      const outcome = await client.write('a', { value: 'refreshed', stamp, dependencies, raisesFloor: true });
      if (client.isStrict) deepStrictEqual(outcome, 'refused');
      const served = await client.get('a');
      ok(!('value' in served) || (!client.isStrict && served.value === 'first'), 'the old entry has ended');
    },
  },
  {
    name: 'counts the entries of a function, where it counts, and keeps to their bound',
    run: async (client) => {
      for (const name of ['a', 'b', 'c', 'd']) await client.put(name, { value: name, maxSize: 2 });
      await client.put('other', { value: 1, owner: 'f:app:other' });
      const [own, other] = [await client.store.sizeOf(OWNER), await client.store.sizeOf('f:app:other')];
      if (own === undefined) return;
      deepStrictEqual([own, other ?? 1], [2, 1]);
      const served = await Promise.all(['a', 'b', 'c', 'd'].map((name) => client.get(name)));
      deepStrictEqual(
        served.map((one) => 'value' in one),
        [false, false, true, true],
      );
    },
  },
  {
    name: 'has a quick answer that agrees with the whole one, where it is synchronous',
    run: async (client, trial) => {
      if (!client.store.synchronous || client.store.hit === undefined) return;
      await client.put('a', { value: 1, ttl: 400 });
      const key = client.key('a');
      deepStrictEqual(client.open(client.store.hit(key)?.value), 1);
      deepStrictEqual(client.store.hit(client.key('none')), undefined);
      await client.end('a');
      deepStrictEqual(client.store.hit(key), undefined);
      await client.put('a', { value: 2 });
      await client.invalidate(OWNER);
      deepStrictEqual(client.store.hit(key), undefined);
      await client.put('a', { value: 3, ttl: 400 });
      await trial.pass(401);
      deepStrictEqual(client.store.hit(key), undefined);
    },
  },
];
