import type { Mutant } from './mutant.ts';

const STORE = 'store/keyv/get-set-store.ts';
const MARKS = 'store/keyv/marks.ts';
const LOOK_UP = 'store/keyv/look-up.ts';
const VERDICT = 'store/keyv/verdict.ts';
const WRITE = 'store/keyv/write-entries.ts';

/**
 * Rules of a store that can only get and set. Those that take a certain order of late writes to show are tried one by one
 * in test/unit/runtime/store/keyv, in clock-rules.test.ts and protocol.test.ts.
 */
export const KEYV_MUTANTS: readonly Mutant[] = [
  {
    name: 'keyv: tokens at read',
    rule: 'an entry is served only while the tokens of its dependencies stand there',
    file: VERDICT,
    find: "  return hasTokens(rules, entry, { names: shared, found }) ? entry : 'invalidated';",
    replace: '  return entry;',
    scenario: 'keyv',
  },
  {
    name: "keyv: tokens of the entry's own dependencies",
    rule: 'what the entry depends on and the asker does not counts too',
    file: LOOK_UP,
    find: 'if (!isOwnGood || !areOthersGood) bad.add(entry);',
    replace: 'if (!areOthersGood) bad.add(isOwnGood ? entry : entry);',
    scenario: 'keyv by clocks',
  },
  {
    name: "keyv: the asker's dependencies",
    rule: 'what the asker depends on and the entry does not must be older than the entry',
    file: LOOK_UP,
    find: 'if (!isOwnGood || !areOthersGood) bad.add(entry);',
    replace: 'if (!isOwnGood) bad.add(areOthersGood ? entry : entry);',
    scenario: 'keyv with shared keys',
  },
  {
    name: 'keyv: lost marker',
    rule: 'a marker that is not there proves nothing',
    file: VERDICT,
    find: 'found.mark(marks.markerOf(name))?.token === entry.tokens.get(name)',
    replace: '(found.mark(marks.markerOf(name))?.token ?? entry.tokens.get(name)) === entry.tokens.get(name)',
    scenario: 'keyv that forgets',
  },
  {
    name: 'keyv: tokens at write',
    rule: 'a result is stored only while the tokens stand there that were seen before its body',
    file: WRITE,
    find: 'if (token === undefined || token !== (seen?.tokens.get(name) ?? token)) return undefined;',
    replace: 'if (token === undefined) return undefined;',
    scenario: 'keyv',
  },
  {
    name: 'keyv: marker of an invalidation',
    rule: 'an invalidation writes the marker anew',
    file: MARKS,
    find: '    await this.#write(names.map(this.markerOf));\n',
    replace: '',
    scenario: 'keyv',
  },
  {
    name: 'keyv: token of a first use',
    rule: 'a first use writes a token that no other has',
    file: MARKS,
    find: '{ token: makeEpoch(), at: wallBegan + ahead }',
    replace: "{ token: places.length > 0 && place.includes(':u:') ? 'used' : makeEpoch(), at: wallBegan + ahead }",
    scenario: 'keyv',
  },
  {
    name: 'keyv: key at read',
    rule: "an entry is served only while its key's mark is the one that it was stored under",
    file: VERDICT,
    find: "  if (keyTokenOf(rules, key, found) !== entry.keyToken) return 'invalidated';\n",
    replace: '',
    scenario: 'keyv',
  },
  {
    name: 'keyv: key at write',
    rule: "a result is stored only while its key's mark is the one that was seen before its body",
    file: WRITE,
    find: 'if (seen === undefined ? !isKeyOld(parts, write, present) : keyToken !== seen.keyToken) return undefined;',
    replace: 'if (seen === undefined && !isKeyOld(parts, write, present)) return undefined;',
    scenario: 'keyv',
  },
  {
    name: 'keyv: key of a refresh',
    rule: 'refresh and prime write the mark of their key before their body runs',
    file: STORE,
    find: '  const keyTokens = await marks.invalidateKeys(requests.map(({ key }) => key));\n',
    replace:
      '  const found = await rows.get(requests.map(({ key }) => marks.keyMarkOf(key)));\n' +
      '  const keyTokens = new Map(requests.map(({ key }) => [key, found.mark(marks.keyMarkOf(key))?.token]));\n',
    scenario: 'keyv',
  },
  {
    name: 'keyv: end of a key',
    rule: 'the invalidation of a key writes its mark',
    file: STORE,
    find: '  await marks.invalidateKeys(keys);\n  await rows.delete(keys);\n',
    replace: '  await rows.delete(keys);\n',
    scenario: 'keyv',
  },
  {
    name: 'keyv: clock skew',
    rule: 'what shows in a result only must be older than the computation by the clock skew',
    file: MARKS,
    find: 'mark.at <= at - this.#options.clockSkew',
    replace: 'mark.at <= at',
    scenario: 'keyv by clocks',
  },
  {
    name: 'keyv: old key',
    rule: "a key's mark that was not seen must be older than the computation",
    file: WRITE,
    find: 'return raisesFloor !== true && marks.isOlder(place, present.marks.mark(place), stamp.count);',
    replace: 'return raisesFloor !== true && place !== key && stamp !== undefined;',
    scenario: 'keyv by clocks',
  },
  {
    name: 'keyv: stamp before marker',
    rule: 'an invalidation writes the stamp before the marker, so that who overwrites the marker sees it',
    file: MARKS,
    find: `    const marks = await this.#write(names.map(this.stampOf));
    for (const name of names) this.#remember(this.stampOf(name), marks);
    await this.#write(names.map(this.markerOf));
`,
    replace: `    await this.#write(names.map(this.markerOf));
    const marks = await this.#write(names.map(this.stampOf));
    for (const name of names) this.#remember(this.stampOf(name), marks);
`,
    scenario: 'overtaken by an entity on a Keyv',
  },
  {
    name: 'keyv: stamp after first use',
    rule: 'the stamps of what a result shows are read when their markers are there',
    file: WRITE,
    find: `  const tokens = await marks.settle(late.map(marks.markerOf), found, since);
  const stamps = await rows.get(late.map(marks.stampOf));
`,
    replace: `  const stamps = await rows.get(late.map(marks.stampOf));
  const tokens = await marks.settle(late.map(marks.markerOf), found, since);
`,
    scenario: 'overtaken by an entity on a Keyv',
  },
];
