import type { ProcessMutant } from './process-mutant.ts';

const ATOMIC = 'store/atomic-store.ts';
const COUNTER = 'store/sqlite/counter.ts';
const INVALIDATE = 'invalidation/invalidate.ts';
const KEEP = 'call/keep.ts';
const READ = 'store/redis/read-entries.ts';
const SCRIPTS = 'store/redis/scripts.ts';

/** Rules that several processes, a real store and what happens to it put to the test; each is switched off alone. */
export const PROCESS_MUTANTS: readonly ProcessMutant[] = [
  {
    name: 'read rule on SQLite',
    rule: 'an entry is served only if none of its dependencies is newer',
    store: 'sqlite',
    file: ATOMIC,
    find: "    if (!row.dependencies.every((name) => isNotNewer(rows.dependency(name), row.stamp))) return 'invalidated';\n",
    replace: '',
  },
  {
    name: 'write rule on SQLite',
    rule: 'a result is not stored, and not given to others, where one of its dependencies is newer',
    store: 'sqlite',
    file: ATOMIC,
    find: "    if (!isNotNewer(stamp, write.stamp)) return 'refused';\n",
    replace: '',
  },
  {
    name: 'news of other processes',
    rule: 'what is known of stamps holds only as long as the counter of the file is the known one',
    store: 'sqlite',
    file: 'store/sqlite/sqlite-rows.ts',
    find: 'return row !== undefined && row[0] === this.#known.present?.count;',
    replace: 'return row !== undefined;',
  },
  {
    name: 'gap in the log',
    rule: 'a process that misses a row of the log forgets what it knows',
    store: 'sqlite',
    file: COUNTER,
    find: 'if (first !== heard + 1 || names === null) return undefined;',
    replace: 'if (names === null) return undefined;',
  },
  {
    name: 'floor of a key',
    rule: "a key's invalidation raises its floor",
    store: 'sqlite',
    file: ATOMIC,
    find: "  rows.putTombstone(key, stamp);\n  raiseFloor(rows, { kind: 'key', name: key }, stamp);\n",
    replace: '  rows.putTombstone(key, stamp);\n',
  },
  {
    name: 'results of transactions',
    rule: 'what is computed inside a transaction is not stored',
    store: 'sqlite',
    file: KEEP,
    find: "  if (scope !== undefined) return 'transaction';\n",
    replace: '',
  },
  {
    name: 'read rule on Redis',
    rule: 'an entry is served only if none of its dependencies is newer',
    store: 'redis',
    file: READ,
    find: "      if (count > stamp.count) return 'invalidated';\n",
    replace: '',
  },
  {
    name: 'write rule on Redis',
    rule: 'a result is not stored, and not given to others, where one of its dependencies is newer',
    store: 'redis',
    file: SCRIPTS,
    find: '    if count > stamp then return false end\n',
    replace: '',
  },
  {
    name: 'floors on Redis',
    rule: 'a dependency without a stamp stands at its floor',
    store: 'redis',
    file: SCRIPTS,
    find: 'local count = known or floor_at(KEYS[i + 1], epoch, now)',
    replace: 'local count = known or 0',
  },
  {
    name: 'key floors on Redis',
    rule: "where nothing stands at a key, the key's floor decides",
    store: 'redis',
    file: SCRIPTS,
    find: '(standing() or floor_at(KEYS[3], epoch, now)) <= stamp',
    replace: '(standing() or 0) <= stamp',
  },
  {
    name: 'history of the server',
    rule: 'a server that was restarted from a snapshot is another one',
    store: 'redis',
    file: 'store/redis/redis-connection.ts',
    find: "    return this.#trusts ? '' : (history ?? '');\n",
    replace: "    return '';\n",
  },
  {
    name: 'outbox',
    rule: 'what depends on an invalidation that the store did not take is not served by this process',
    store: 'redis',
    file: INVALIDATE,
    find: '  for (const { store } of failures) outboxOf(cache).add(store, targets);\n',
    replace: '',
  },
];
