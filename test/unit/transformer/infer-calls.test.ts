import { expect, it } from 'vitest';
import { analyzeSnippets } from './analyze-snippets.ts';

const RETURNED = {
  'a template': '`row-${number}`',
  'a template or nothing': '`row-${number}` | null',
  'a template of a parameter': '`row-${T}`',
  'a template in capitals': 'Uppercase<`row-${T}`>',
  'a text in capitals': 'Uppercase<string>',
  'a text that a parameter stands for': 'T',
} as const;

const analyses = analyzeSnippets(
  Object.fromEntries(
    Object.entries(RETURNED).map(([title, type]) => [
      title,
      `/** @cache */\nexport function find<T extends string>(id: T): ${type} { return id as unknown as ${type}; }`,
    ]),
  ),
);

it.each(Object.keys(RETURNED))('a function that returns %s gives a value at once', (title) => {
  expect(analyses[title]).toMatchObject({ messages: [], specs: [{ calls: 'sync' }] });
});
