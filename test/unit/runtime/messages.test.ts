import { expect, it } from 'vitest';
import { keyvStore } from '../../../runtime/src/keyv.ts';
import { redisStore } from '../../../runtime/src/redis.ts';
import { keyvAdapter, sqliteStore } from '../../../runtime/src/sqlite.ts';
import { toStoreDefinition } from '../../../runtime/src/store/keyv/to-store-definition.ts';
import { cacheOf, compileAsync, freshRuntime } from './compiled-function.ts';

function messageOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return error instanceof Error ? error.message : 'no Error';
  }
  return 'no error';
}

it('an option that resembles none is refused without a guess', async () => {
  const { runtime } = freshRuntime();
  // What a caller without types may write.
  const configuring = Reflect.apply(runtime.configure, runtime, [{ zzzzzzzz: 1 }]);
  await expect(configuring).rejects.toThrow(
    'HF2001 configuration: configure() has no option zzzzzzzz. Options: store,',
  );
  expect([
    messageOf(() => Reflect.apply(redisStore, undefined, ['redis://localhost', { zzzzzzzz: 1 }])),
    messageOf(() => Reflect.apply(sqliteStore, undefined, [':memory:', { zzzzzzzz: 1 }])),
  ]).toEqual([
    'HF2001 configuration: redisStore() has no option zzzzzzzz. Options: client, afterFailover, timeout, compressAbove.',
    'HF2001 configuration: sqliteStore() has no option zzzzzzzz. Options: exclusive, maxBytes, table, compressAbove.',
  ]);
});

it('what was given in place of a path, a store or a text is described', async () => {
  expect([
    messageOf(() => Reflect.apply(sqliteStore, undefined, [{}])),
    messageOf(() => toStoreDefinition(() => 1, 'store')),
  ]).toEqual([
    "HF2001 configuration: a store takes the path of a file or ':memory:', not a object.",
    'HF2001 configuration: store takes a store definition such as memoryStore(), a Keyv, a storage adapter of Keyv or a Map, not the function without a name.',
  ]);
  const adapter = keyvAdapter(':memory:');
  await expect(adapter.set('a', '\ud800')).rejects.toThrow('the value is text without a UTF-8 form');
  await adapter.disconnect();
});

it('a store that fails with something else than an Error is quoted', async () => {
  const { runtime } = freshRuntime();
  const open = (): Promise<never> => Promise.reject('out of order');
  await expect(runtime.configure({ store: { kind: 'odd', open } })).rejects.toThrow(
    'HF3004 store-unreachable: store (odd) did not open: out of order',
  );
  const given = Object.assign(new Map<string, string>(), { get: () => Promise.reject('no answer today') });
  await expect(Promise.resolve(keyvStore(given).open({ now: () => 1, prefix: 'hf' }))).rejects.toThrow(
    'failed in the Keyv store: no answer today',
  );
});

it('a function that names a store is told that none is configured', async () => {
  const { runtime } = freshRuntime();
  const find = compileAsync(
    runtime,
    'find',
    { parameters: ['id'], spec: { store: 'sessions' } },
    async (id: number) => id,
  );
  await expect(find(1)).rejects.toThrow('HF2001 configuration: find says store=sessions, but configured are: none.');
});

it('ids in use are listed where an id is not known', () => {
  const { runtime } = freshRuntime();
  expect(messageOf(() => cacheOf(runtime, 'find'))).toContain('no cached function has the id find. Ids in use: none.');
  compileAsync(runtime, 'load', { parameters: [] }, async () => 1);
  compileAsync(runtime, 'read', { parameters: [] }, async () => 1);
  expect(messageOf(() => cacheOf(runtime, 'find'))).toContain('Ids in use: load, read.');
});
