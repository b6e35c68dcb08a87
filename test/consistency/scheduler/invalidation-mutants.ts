import type { Mutant } from './mutant.ts';

const INVALIDATE = 'invalidation/invalidate.ts';
const OUTBOX = 'invalidation/outbox.ts';

/** Rules of invalidations, transactions and the outbox. */
export const INVALIDATION_MUTANTS: readonly Mutant[] = [
  {
    name: 'no outbox',
    rule: 'an invalidation that a store did not take stays in the outbox',
    file: INVALIDATE,
    find: '  for (const { store } of failures) outboxOf(cache).add(store, targets);\n',
    replace: '',
    scenario: 'failed invalidation',
  },
  {
    name: 'outbox at hit',
    rule: 'what depends on an invalidation in the outbox is not served, also from memory',
    file: 'call/handle.ts',
    find: ' || cache.outbox?.isEmpty === false',
    replace: '',
    scenario: 'memory failures',
  },
  {
    name: 'dependencies in the outbox',
    rule: 'a dependency in the outbox blocks what depends on it',
    file: OUTBOX,
    find: ' || dependencies.some((name) => box.dependencies.has(name))',
    replace: '',
    scenario: 'failed invalidation',
  },
  {
    name: 'keys in the outbox',
    rule: 'a key in the outbox is blocked',
    file: OUTBOX,
    find: 'box.keys.has(key) || ',
    replace: '',
    scenario: 'failed invalidation of a key',
  },
  {
    name: 'failed twice',
    rule: 'a name that was added again while a retry was under way stays in the outbox',
    file: OUTBOX,
    find: '(added) => added <= upTo',
    replace: '() => true',
    scenario: 'failed twice',
  },
  {
    name: 'read beside the outbox',
    rule: 'a read during which the outbox sent something is made again',
    file: 'call/look.ts',
    find: 'return cache.outbox?.sent === sent;',
    replace: 'return true;',
    scenario: 'failed invalidation',
  },
  {
    name: 'commit',
    rule: 'what a transaction has invalidated is written when it has ended',
    file: INVALIDATE,
    find: '  if (listTargets(collected).length > 0) await driveAsync(invalidate(cache, collected), undefined);\n',
    replace: '',
    scenario: 'transactions',
  },
  {
    name: 'before the commit',
    rule: 'what a transaction invalidates is not written before it has ended',
    file: INVALIDATE,
    find: '  collect(scope, targets);\n  return false;',
    replace: '  return yield* deliver(cache, targets);',
    scenario: 'transactions',
  },
  {
    name: 'inner scope',
    rule: 'a scope inside another belongs to the outer one',
    file: INVALIDATE,
    find: '  if (cache.scopes.current() !== undefined) return callback();\n',
    replace: '',
    scenario: 'transactions',
  },
  {
    name: 'all stores',
    rule: 'an invalidation goes to all stores',
    file: INVALIDATE,
    find: 'const answers = listStores(cache).map(',
    replace: 'const answers = listStores(cache).slice(0, 1).map(',
    scenario: 'two stores',
  },
];
