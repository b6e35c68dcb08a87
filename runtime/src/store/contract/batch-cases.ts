import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Stamp } from '../../stamp/stamp.ts';
import { DEPENDENCIES, OWNER } from './client.ts';
import type { CaseDefinition } from './define-case.ts';

const MANY = 10_000;

/** Many at once are answered as one by one. */
export const BATCH_CASES: readonly CaseDefinition[] = [
  {
    name: 'answers nothing to no question',
    run: async ({ store }) => {
      deepStrictEqual(await store.read([]), []);
      deepStrictEqual(await store.write([]), []);
      deepStrictEqual(await store.takeNextStamps([]), []);
      deepStrictEqual(await store.invalidateKeys([]), []);
      await store.invalidate([]);
    },
  },
  {
    name: 'answers in the order of the questions, also to one that is asked twice',
    run: async (client) => {
      await client.put('a', { value: 1 });
      await client.put('b', { value: 2 });
      const names = ['b', 'none', 'a', 'b'];
      const readings = await client.store.read(names.map((name) => ({ key: client.key(name), dependencies: [] })));
      const values = readings.map(({ entry }) => (entry === undefined ? undefined : client.open(entry.value)));
      deepStrictEqual(values, [2, undefined, 1, 2]);
    },
  },
  {
    name: 'refuses one write of several, and takes the others',
    run: async (client) => {
      const tagged = { dependencies: ['*', OWNER, 't:team:1'] };
      for (const name of ['a', 'b', 'c']) await client.put(name, { value: 0 });
      await client.settle();
      const [a, b, c] = [
        await client.stamp('a'),
        await client.stamp('b', tagged.dependencies),
        await client.stamp('c'),
      ];
      await client.invalidate('t:team:1');
      const outcomes = await client.store.write([
        client.request('a', { value: 1, stamp: a }),
        client.request('b', { value: 2, stamp: b, ...tagged }),
        client.request('c', { value: 3, stamp: c }),
      ]);
      if (client.isStrict) deepStrictEqual(outcomes, ['stored', 'refused', 'stored']);
      const served = [await client.get('a'), await client.get('c')];
      deepStrictEqual(served, [{ value: 1 }, { value: 3 }]);
      // What stood there before did not depend on the tag.
      const refused = await client.get('b');
      deepStrictEqual('value' in refused && refused.value === 2, false, 'the refused one is not served');
    },
  },
  {
    name: 'gives a stamp for each of several refreshes, to which loads that began before lose',
    run: async (client) => {
      const names = ['a', 'b', 'c', 'a'];
      for (const name of names) await client.put(name, { value: 'first' });
      await client.settle();
      const loads = new Map<string, Stamp>();
      for (const name of names) loads.set(name, await client.stamp(name));
      const requests = names.map((name) => ({ key: client.key(name), dependencies: DEPENDENCIES }));
      const stamps = await client.store.takeNextStamps(requests);
      deepStrictEqual(stamps.length, names.length, 'takeNextStamps() answers one stamp for each request');
      await client.settle();
      const refreshes = stamps.map((stamp, i) =>
        client.request(names[i] ?? '', { value: 'refreshed', stamp, raisesFloor: true }),
      );
      const outcomes = await client.store.write(refreshes);
      if (client.isStrict) deepStrictEqual(new Set(outcomes), new Set(['stored']));
      for (const [name, stamp] of loads) {
        const outcome = await client.write(name, { value: 'late', stamp });
        if (client.isStrict) deepStrictEqual(outcome, 'refused');
        const served = await client.get(name);
        ok(!('value' in served) || served.value === 'refreshed', 'the late load is not served');
        if (client.isStrict) deepStrictEqual(served, { value: 'refreshed' });
      }
    },
  },
  {
    name: `takes ${MANY} keys at once`,
    run: async (client) => {
      const values = new Map(Array.from({ length: MANY }, (_, i) => [`user(id=${i})`, i]));
      await client.put('first', { value: 0 });
      await client.settle();
      const requests = Array.from(values.keys(), (name) => ({ key: client.key(name), dependencies: ['*', OWNER] }));
      const readings = await client.store.read(requests);
      const stamps = readings.map(({ stamp }) => stamp).values();
      const [first] = readings;
      ok(first !== undefined && readings.length === MANY, 'read() answers one reading for each request');
      const outcomes = await client.store.write(
        Array.from(values, ([name, value]) =>
          client.request(name, { value, stamp: stamps.next().value ?? first.stamp }),
        ),
      );
      deepStrictEqual(new Set(outcomes), new Set(['stored']));
      deepStrictEqual(await client.wrongOf(values), []);
      deepStrictEqual(new Set(await client.end(...values.keys())), new Set([true]));
      deepStrictEqual((await client.wrongOf(values)).length, MANY);
    },
  },
  {
    name: `invalidates ${MANY} dependencies at once`,
    run: async (client) => {
      const names = Array.from({ length: MANY }, (_, i) => `t:row:${i}`);
      const entries = ['t:row:0', 't:row:5000', 't:row:9999', 't:other'];
      for (const [at, name] of entries.entries()) {
        await client.put(`entry${at}`, { value: at, dependencies: ['*', OWNER, name] });
      }
      await client.invalidate(...names);
      for (const at of [0, 1, 2]) await client.missing(`entry${at}`);
      deepStrictEqual(await client.get('entry3'), { value: 3 });
    },
  },
  {
    name: 'takes an entry with 1,000 dependencies',
    run: async (client) => {
      const dependencies = ['*', OWNER, ...Array.from({ length: 1_000 }, (_, i) => `e:user:${i}`)];
      await client.put('a', { value: 1, dependencies });
      await client.invalidate('e:user:999');
      await client.missing('a');
    },
  },
];
