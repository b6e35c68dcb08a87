import { deepStrictEqual } from 'node:assert/strict';
import type { CaseDefinition } from './define-case.ts';

/** Printed keys are printable ASCII without spaces, at most 250 bytes; these mean something to one store or another. */
const KEYS = [
  ...['a', 'A', 'a.', 'ab', 'a*', 'a?', '[a]', 'a%', 'a_', 'a%61', '%2A', '__proto__', 'constructor', '*'],
  ...["'", '"', "a'--", "');DROP/**/TABLE/**/entries;--", '\\', '$1', '{a}', '{', '..', '../a', '|', ':', 'a:b', 'a/b'],
  ...['-', '0', '00', '1', '1e0', 'true', 'null', '~', '&', '<a>', ';', '@', '#'],
];

/** Tags are the developer's own text, of any length and in any script. */
const DEPENDENCIES = [
  ...[
    't:a',
    't:A',
    't:a ',
    't: a',
    't:ab',
    't:',
    't:*',
    't:a*',
    't:%',
    't:_',
    "t:'",
    't:"',
    "t:a';--",
    't:\\',
    't:a\0b',
  ],
  ...['t:a\n', 't:é', 't:e\u0301', 't:ß', 't:ss', 't:SS', 't:ı', 't:İ', 't:i', 't:😀', 't:\ufeffa', 't:__proto__'],
  ...['e:a:1', 'e:a:01', 'c:a', './a', 't:./a', `t:${'x'.repeat(1_000)}`, `t:${'x'.repeat(999)}y`],
];

/** Names mean themselves, whatever they look like. */
export const NAME_CASES: readonly CaseDefinition[] = [
  {
    name: 'keeps keys apart, whatever they look like',
    run: async (client) => {
      const longest = 'k'.repeat(250 - client.key('').length);
      const names = [...KEYS, longest, `${longest.slice(0, -1)}l`];
      const values = new Map(names.map((name) => [name, name]));
      for (const name of names) await client.put(name, { value: name });
      for (const name of names) {
        deepStrictEqual(await client.end(name), [true], name);
        deepStrictEqual(await client.wrongOf(values), [name]);
        await client.put(name, { value: name });
      }
    },
  },
  {
    name: 'keeps dependencies apart, whatever they look like',
    run: async (client) => {
      const values = new Map(DEPENDENCIES.map((dependency, at) => [`entry${at}`, dependency]));
      const put = (name: string, value: string): Promise<void> =>
        client.put(name, { value, dependencies: ['*', 'f:app:find', value] });
      for (const [name, value] of values) await put(name, value);
      for (const [name, value] of values) {
        await client.invalidate(value);
        deepStrictEqual(await client.wrongOf(values), [name], value);
        await put(name, value);
      }
    },
  },
  {
    name: 'ends what depends on text that has no UTF-8',
    run: async (client) => {
      await client.put('a', { value: 1, dependencies: ['*', 'f:app:find', 't:\ud800'] });
      await client.invalidate('t:\ud800');
      await client.missing('a');
    },
  },
  {
    name: 'keeps to its prefix',
    needs: 'shared',
    run: async (client, trial) => {
      const other = await trial.open(`${trial.prefix}2`);
      await client.put('a', { value: 1 });
      await other.put('a', { value: 2 });
      await client.invalidate('*');
      await client.missing('a');
      deepStrictEqual(await other.get('a'), { value: 2 });
      await client.end('a');
      deepStrictEqual(await other.get('a'), { value: 2 });
    },
  },
];
