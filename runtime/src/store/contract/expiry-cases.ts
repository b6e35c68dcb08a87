import { deepStrictEqual, ok } from 'node:assert/strict';
import type { CaseDefinition } from './define-case.ts';

const DAY = 86_400_000;

/** Entries live as long as they were written for. */
export const EXPIRY_CASES: readonly CaseDefinition[] = [
  {
    name: 'serves an entry until it expires, and not after',
    run: async (client, trial) => {
      // A store with a clock of its own is given time to write and to read.
      const ttl = trial.options.clock === 'own' ? 400 : 1000;
      await client.put('short', { value: 1, ttl });
      await client.put('long', { value: 2, ttl: 100 * ttl });
      await client.write('short', { value: 1, ttl });
      deepStrictEqual(await client.get('short'), { value: 1 });
      await trial.pass(ttl);
      await client.missing('short');
      deepStrictEqual(await client.get('long'), { value: 2 });
    },
  },
  {
    name: 'takes the shortest and the longest lives',
    run: async (client, trial) => {
      await client.put('month', { value: 1, ttl: 30 * DAY });
      await client.put('years', { value: 2, ttl: 36_500 * DAY });
      await client.write('brief', { value: 3, ttl: 1 });
      await client.write('part', { value: 4, ttl: 1.5 });
      await trial.pass(20);
      await client.missing('brief');
      await client.missing('part');
      deepStrictEqual([await client.get('month'), await client.get('years')], [{ value: 1 }, { value: 2 }]);
    },
  },
  {
    name: 'says when an entry expires, where it knows',
    run: async (client) => {
      await client.put('a', { value: 1, ttl: DAY });
      await client.put('b', { value: 1, ttl: 2 * DAY });
      const readings = await client.store.read(['a', 'b'].map((name) => ({ key: client.key(name), dependencies: [] })));
      const [a = 0, b = 0] = readings.map((reading) => reading.entry?.expiresAt);
      // A server that ends entries by itself may not tell.
      if (a !== Number.POSITIVE_INFINITY) ok(Math.abs(b - a - DAY) < 60_000, `a day lies between ${a} and ${b}`);
    },
  },
  {
    name: 'stores anew what has expired',
    run: async (client, trial) => {
      await client.put('a', { value: 1, ttl: 400 });
      await trial.pass(401);
      await client.put('a', { value: 2 });
    },
  },
];
