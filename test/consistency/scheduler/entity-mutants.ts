import type { Mutant } from './mutant.ts';

const DELIVER = 'entity/deliver-at-once.ts';
const FIND = 'entity/find.ts';
const FOUND = 'entity/found.ts';
const KEEP = 'call/keep.ts';
const LOOK = 'call/look.ts';
const TRACK = 'entity/track-handles.ts';
const WRITE = 'entity/write.ts';
const WRITER = 'entity/writer.ts';

/** Rules of entities: what entries depend on by what they hold, and what writers end. */
export const ENTITY_MUTANTS: readonly Mutant[] = [
  {
    name: 'entities: found in the result',
    rule: 'an entry depends on what its result holds',
    file: KEEP,
    find: 'return [...dependencies, ...finds(value)];',
    replace: 'return finds(value) && dependencies;',
    scenario: 'entities',
  },
  {
    name: 'entities: named by arguments',
    rule: 'an entry depends on the entities that its arguments name',
    file: TRACK,
    find: '...entities.map((entityOf) => entityOf(values))',
    replace: '...entities.map((entityOf) => entityOf(values)).slice(1)',
    scenario: 'entities',
  },
  {
    name: 'entities: collection of a list',
    rule: 'a list depends on its collection, since rows may come',
    file: FOUND,
    find: '(isListed || !isMet)',
    replace: '!isMet',
    scenario: 'entities',
  },
  {
    name: 'entities: collection of nothing',
    rule: 'a result without any entity depends on the collection',
    file: FOUND,
    find: '(isListed || !isMet)',
    replace: 'isListed',
    scenario: 'entities',
  },
  {
    name: 'entities: missing id',
    rule: 'a result that holds an entity without an id is not stored',
    file: FIND,
    find: '  if (found.missing !== undefined) throw missingEntityId(spec.id, { ...found.missing, result, dependencies });\n',
    replace: '',
    scenario: 'entities',
  },
  {
    name: 'entities: unread',
    rule: 'a result whose entities cannot be read is not stored',
    file: FIND,
    find: '  if (failure !== undefined) throw failedWalk(spec, { tracked, result, dependencies, cause: failure.error });\n',
    replace: '',
    scenario: 'entities',
  },
  {
    name: 'entities: what others looked for',
    rule: 'an entry of a function that looked for less is not served',
    file: TRACK,
    find: 'handle.shape = shapeOf(handle, tracks);',
    replace: 'shapeOf(handle, tracks);',
    scenario: 'shared keys that track',
  },
  {
    name: 'entities: outbox at write',
    rule: 'a result that holds what is in the outbox is not stored',
    file: KEEP,
    find: "isPending(cache, call, dependencies) ? 'pending' : undefined",
    replace: "isPending(cache, call, [...dependencies].slice(0, call.dependencies.length)) ? 'pending' : undefined",
    scenario: 'failed beside a joiner',
  },
  {
    name: 'entities: outbox at read',
    rule: 'an entry that holds what is in the outbox is not served',
    file: LOOK,
    find: 'isPending(cache, call, entry.dependencies)',
    replace: 'isPending(cache, call, (call.request ?? call).dependencies)',
    scenario: 'synchronous writers',
  },
  {
    name: 'writers: collection',
    rule: 'a writer ends the collection, since a row may have come',
    file: WRITER,
    find: '...collectionsOf(this.#found)',
    replace: '...collectionsOf(this.#found).slice(1)',
    scenario: 'entities',
  },
  {
    name: 'writers: what was found',
    rule: 'a writer ends what its result holds',
    file: WRITE,
    find: '...known.dependencies, ...found.dependencies',
    replace: "...known.dependencies, ...found.dependencies.filter((name) => name.startsWith('c:'))",
    scenario: 'entities',
  },
  {
    name: 'writers: what was named',
    rule: 'a writer ends what its parameters name',
    file: WRITE,
    find: '...known.dependencies, ...found.dependencies',
    replace: '...found.dependencies',
    scenario: 'entities',
  },
  {
    name: 'writers: after a failure',
    rule: 'it does so also where its body fails, since the change may have been made before',
    file: WRITE,
    find: '    yield* endAfterFailure(cache, writer, known);\n',
    replace: '',
    scenario: 'entities',
  },
  {
    name: 'writers: beside a missing id',
    rule: 'where an id is missing in its result, what was found ends all the same',
    file: WRITER,
    find: 'error.dependencies ?? []',
    replace: '[]',
    scenario: 'entities',
  },
  {
    name: 'writers: outbox at once',
    rule: 'what a store takes by promise is in the outbox until it has',
    file: DELIVER,
    find: 'const forget = outboxOf(cache).add(store, targets);',
    replace: 'const forget = () => outboxOf(cache);',
    scenario: 'synchronous writers',
  },
  {
    name: 'writers: out of the outbox too early',
    rule: 'it stays there until the store has taken it',
    file: DELIVER,
    find: '    await answer;\n    forget();\n',
    replace: '    forget();\n    await answer;\n',
    scenario: 'synchronous writers',
  },
  {
    name: 'writers: read beside the outbox',
    rule: 'a read during which the store has taken it is made again',
    file: 'invalidation/outbox.ts',
    find: '    return () => {\n      this.sent++;\n',
    replace: '    return () => {\n',
    scenario: 'a writer that does not wait',
  },
  {
    name: 'writers: in a transaction',
    rule: 'what a writer ends inside invalidateAfter is written when that has ended',
    file: 'invalidation/invalidate.ts',
    find: '  if (scope === undefined) {\n',
    replace: "  if (scope === undefined || targets.dependencies.some((name) => name.startsWith('e:'))) {\n",
    scenario: 'entities and failures',
  },
];
