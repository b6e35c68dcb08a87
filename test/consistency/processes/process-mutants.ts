import type { ProcessMutant } from './process-mutant.ts';

const ATOMIC = 'store/atomic-store.ts';
const AT_ONCE = 'entity/deliver-at-once.ts';
const COUNTER = 'store/sqlite/counter.ts';
const FOUND = 'entity/found.ts';
const INVALIDATE = 'invalidation/invalidate.ts';
const KEEP = 'call/keep.ts';
const READ = 'store/redis/read-entries.ts';
const SCRIPTS = 'store/redis/scripts.ts';
const WRITE = 'entity/write.ts';
const WRITER = 'entity/writer.ts';

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
    file: 'store/sqlite/entry-reader.ts',
    find: 'return present === undefined || (!this.#options.exclusive && count !== present.count);',
    replace: 'return present === undefined;',
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
    name: 'entities in results',
    rule: 'an entry depends on what its result holds',
    store: 'sqlite',
    file: KEEP,
    find: 'return [...dependencies, ...finds(value)];',
    replace: 'return finds(value) && dependencies;',
  },
  {
    name: 'entities of lists',
    rule: 'a list depends on its collection, since rows may come',
    store: 'sqlite',
    file: FOUND,
    find: '(isListed || !isMet)',
    replace: '!isMet',
  },
  {
    name: 'entities that were not found',
    rule: 'a result without any entity depends on the collection',
    store: 'sqlite',
    file: FOUND,
    find: '(isListed || !isMet)',
    replace: 'isListed',
  },
  {
    name: 'collections of writers',
    rule: 'a writer ends the collection, since a row may have come',
    store: 'sqlite',
    file: WRITER,
    find: '...collectionsOf(this.#known)',
    replace: '...[]',
  },
  {
    name: 'writers that fail',
    rule: 'a writer ends what its parameters name also where its body fails',
    store: 'sqlite',
    file: WRITE,
    find: '    yield* endAfterFailure(cache, writer, known);\n',
    replace: '',
  },
  {
    name: 'tags of items',
    rule: 'an item of a batch has the tags that its own value gives',
    store: 'sqlite',
    file: 'batch/batch.ts',
    find: 'own[at] = functionAt(values, at)(item);',
    replace: 'own[at] = functionAt(values, at)(0);',
  },
  {
    name: 'read rule on Redis',
    rule: 'an entry is served only if none of its dependencies is newer',
    store: 'redis',
    file: READ,
    find: "newest !== 'absent' && newest <= count",
    replace: "newest !== 'absent'",
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
    name: 'write rule of batches on Redis',
    rule: 'the same for items that are written together',
    store: 'redis',
    file: 'store/redis/batch-scripts.ts',
    find: 'if count_of(at) > run.stamp then',
    replace: 'if count_of(at) > run.stamp + 1000000 then',
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
  {
    name: 'entities on Redis',
    rule: 'what an entry depends on counts, not only what its asker expects',
    store: 'redis',
    file: READ,
    find: 'new StampList(parseList(text), { own, text: copyText(text) })',
    replace: 'new StampList(own.list, { own, text: copyText(text) })',
  },
  {
    name: 'writers that do not wait',
    rule: 'what a store takes by promise is in the outbox until it has',
    store: 'redis',
    file: AT_ONCE,
    find: 'const forget = outboxOf(cache).add(store, targets);',
    replace: 'const forget = () => outboxOf(cache);',
  },
];
