import { expect, it } from 'vitest';
import { collect, runInScope, TransactionScopes } from '../../../../runtime/src/invalidation/transaction-scope.ts';
import { deferred } from '../compiled-function.ts';

it('is left by what still runs when its callback has ended, also while others are open', async () => {
  const scopes = new TransactionScopes();
  const gate = deferred<void>();
  const { result } = await runInScope(scopes, () => ({
    late: gate.promise.then(() => [scopes.current(), scopes.isDirty(), scopes.open]),
  }));
  const seen = await runInScope(scopes, async () => {
    const scope = scopes.current();
    if (scope === undefined) throw new Error('the callback runs in its scope');
    collect(scope, { dependencies: ['t:a'], keys: ['k'] });
    gate.resolve();
    return { late: await result.late, inside: [scopes.isDirty(), scopes.open] };
  });
  expect(seen).toEqual({
    result: { late: [undefined, false, 1], inside: [true, 1] },
    collected: { dependencies: ['t:a'], keys: ['k'] },
  });
  expect([scopes.current(), scopes.open]).toEqual([undefined, 0]);
});
