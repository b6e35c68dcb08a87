import { describe, expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const LIST = 'export function list(): number { return 1; }\n';

/** The ids of a file's functions, and what is wrong with the file. */
function read(source: string): { readonly ids: readonly string[]; readonly problems: readonly string[] } {
  const { analysis, problems } = compileSources({
    rootNames: ['/users.ts'],
    sources: { '/users.ts': source },
    options: { types: [] },
  });
  return {
    ids: [...analysis.values()].flatMap(({ functions }) => functions.map(({ spec }) => spec.id)),
    problems: [...problems.values()].flat().map(({ code, start }) => `HF${code} at ${source.slice(start, start + 9)}`),
  };
}

describe('@idPrefix', () => {
  it.each([
    ['on its own', `/** @idPrefix users */\n\n/** @cache */\n${LIST}`],
    [
      'behind a licence and a comment of another kind',
      `#!/usr/bin/env node\n/* MIT */ // x\n/** @idPrefix users */\n/** @cache */\n${LIST}`,
    ],
    ['behind a directive', `'use client';\n/** @idPrefix users */\n/** @cache */\n${LIST}`],
    ['before a directive', `/** @idPrefix users */\n'use client';\n/** @cache */\n${LIST}`],
    ['in the comment of the first function', `/**\n * @idPrefix users\n * @cache\n */\n${LIST}`],
    ['before imports', `/** @idPrefix users */\nimport './other.js';\n/** @cache */\n${LIST}`],
  ])('stands before the ids of its file: %s', (_, source) => {
    expect(read(source)).toEqual({ ids: ['users.list'], problems: [] });
  });

  it('leaves an id= as it is, and says nothing where no function is cached', () => {
    expect(read(`/** @idPrefix users */\n/** @cache id=all */\n${LIST}`)).toEqual({ ids: ['all'], problems: [] });
    expect(read(`/** @idPrefix users */\n${LIST}`)).toEqual({ ids: [], problems: [] });
    expect(read('/** @idPrefix users */')).toEqual({ ids: [], problems: [] });
  });

  it('stands before names of classes and objects', () => {
    const source =
      '/** @idPrefix users */\nclass Repo { /** @cache */ get(): number { return 1; } }\nexport const api = { /** @cache */ get(): number { return 1; } };';
    expect(read(source)).toEqual({ ids: ['users.Repo.get', 'users.api.get'], problems: [] });
  });

  it.each([
    ['in a second comment', `/** Users. */\n/** @idPrefix users */\n/** @cache */\n${LIST}`],
    ['behind code', `export const x = 1;\n/** @idPrefix users */\n/** @cache */\n${LIST}`],
    ['at the end', `/** @cache */\n${LIST}/** @idPrefix users */`],
    ['on a function behind code', `export const x = 1;\n/**\n * @cache\n * @idPrefix users\n */\n${LIST}`],
    ['inside of a function', `/** @cache */\nexport function list(): number { /** @idPrefix users */ return 1; }`],
  ])('is refused %s, and no function is cached under another id', (_, source) => {
    expect(read(source)).toEqual({ ids: [], problems: ['HF1404 at @idPrefix'] });
  });

  it('is refused where it stands twice', () => {
    expect(read(`/**\n * @idPrefix a\n * @idPrefix b\n */\n/** @cache */\n${LIST}`)).toEqual({
      ids: [],
      problems: ['HF1008 at @idPrefix'],
    });
    expect(read(`/** @idPrefix a */\n/** @idPrefix b */\n/** @cache */\n${LIST}`)).toEqual({
      ids: [],
      problems: ['HF1404 at @idPrefix'],
    });
  });

  it('keeps a function with an id of its own where it is refused', () => {
    expect(read(`/** @idPrefix a/b */\n/** @cache id=all */\n${LIST}`)).toEqual({
      ids: ['all'],
      problems: ['HF1405 at a/b */\n/*'],
    });
  });
});
