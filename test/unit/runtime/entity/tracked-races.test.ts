import { describe, expect, it } from 'vitest';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';
import { compileTracked } from './compile-tracked.ts';
import { settled } from './settled.ts';

interface User {
  readonly id: number;
  readonly name: string;
}

const USERS: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'] }];

describe('an entity that is invalidated while a call computes', () => {
  function slowUsersIn({ runtime }: FreshRuntime) {
    const rows = [{ id: 1, name: 'old' }];
    const gates: PromiseWithResolvers<void>[] = [];
    const findUsers = compileTracked(
      runtime,
      'findUsers',
      {
        parameters: [],
        tracks: USERS,
        walk: (users: readonly User[], found) => {
          found.list(0);
          for (const user of users) found.one(0, user.id);
        },
      },
      async () => {
        const read = structuredClone(rows);
        const gate = deferred<void>();
        gates.push(gate);
        await gate.promise;
        return read;
      },
    );
    return { rows, gates, findUsers };
  }

  it('keeps the result from being stored, although the entity is known only from the result', async () => {
    const fresh = freshRuntime();
    const { rows, gates, findUsers } = slowUsersIn(fresh);
    const refused: unknown[] = [];
    fresh.runtime.on('refuse', ({ reason }) => refused.push(reason));
    const early = findUsers();
    await settled();
    rows[0] = { id: 1, name: 'new' };
    await fresh.runtime.invalidateEntity('user', 1);
    gates[0]?.resolve();
    expect(await early).toEqual([{ id: 1, name: 'old' }]);
    expect(refused).toEqual(['overtaken']);
    const late = findUsers();
    await settled();
    gates[1]?.resolve();
    expect([await late, await findUsers()]).toEqual([[{ id: 1, name: 'new' }], [{ id: 1, name: 'new' }]]);
    expect(gates.length).toBe(2);
  });

  it('keeps the result from those who joined after it, also where a row was added', async () => {
    const fresh = freshRuntime();
    const { rows, gates, findUsers } = slowUsersIn(fresh);
    const early = findUsers();
    await settled();
    rows.push({ id: 2, name: 'Ben' });
    await fresh.runtime.invalidateEntity('user');
    const joiners = [findUsers(), findUsers()];
    await settled();
    gates[0]?.resolve();
    await settled();
    gates[1]?.resolve();
    expect([(await early).length, ...(await Promise.all(joiners)).map((users) => users.length)]).toEqual([1, 2, 2]);
    expect(gates.length).toBe(2);
  });

  it('lets all of them have the result where it does not hold the entity', async () => {
    const fresh = freshRuntime();
    const { gates, findUsers } = slowUsersIn(fresh);
    const early = findUsers();
    await settled();
    await fresh.runtime.invalidateEntity('user', 5);
    const joiner = findUsers();
    await settled();
    gates[0]?.resolve();
    expect([(await early).length, (await joiner).length, gates.length]).toEqual([1, 1, 1]);
  });
});
