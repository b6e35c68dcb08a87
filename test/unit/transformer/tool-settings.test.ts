import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OWN_TAGS } from '../../../transformer/src/parse-tag-lines/tag-names.ts';
import { ROOT } from './compile-sources.ts';

const REPEATED = ['tag', 'tracks', 'invalidates', 'invalidatesTag'];
const read = (file: string): string => readFileSync(join(ROOT, 'transformer', file), 'utf8');

it('tsdoc.json defines every tag, and nothing that would report tags of others', () => {
  expect(JSON.parse(read('tsdoc.json'))).toEqual({
    $schema: 'https://developer.microsoft.com/json-schemas/tsdoc/v0/tsdoc.schema.json',
    tagDefinitions: OWN_TAGS.map((tag) => ({
      tagName: `@${tag}`,
      syntaxKind: 'block',
      ...(REPEATED.includes(tag) && { allowMultiple: true }),
    })),
  });
});

it('the README lists every tag for eslint-plugin-jsdoc', () => {
  const [, list = ''] = /definedTags: \[([^\]]*)\]/.exec(read('README.md')) ?? [];
  expect([...list.matchAll(/'(\w+)'/g)].map(([, tag]) => tag)).toEqual([...OWN_TAGS]);
});
