import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../transformer/src/manifest/manifest.ts';
import { parseManifest } from '../../../../transformer/src/manifest/parse-manifest.ts';
import { renderManifest } from '../../../../transformer/src/manifest/render-manifest.ts';
import { ROOT } from '../compile-sources.ts';

const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'codegen/schema/holdfast.keys.schema.json'), 'utf8'));
const isValid = new Ajv({ allErrors: true }).compile(SCHEMA);

const FULL: Manifest = new Map([
  [
    '@acme/shop',
    [
      {
        id: 'UserRepo.find',
        key: 'user:{id}|tenantOf()',
        file: 'src/user-repo.ts',
        kind: 'method',
        calls: 'async',
        parameters: [
          { name: 'id', type: 'number' },
          { name: 'order', type: "'name' | 'age'" },
          { name: 'filter', type: 'Filter', shape: '{ city?: string; tags: "a"[] }', optional: true },
          { name: 'limit', type: 'number', default: '10' },
          { name: 'on', type: 'boolean', rest: true },
          { name: 'ids', type: 'ReadonlySet<Id>', item: 'number' },
        ],
        tags: ['team:{id}', './drafts:{id}', '=tagsOf'],
        tracks: ['team:{id}', 'user: items[].id rows; unseen: meta'],
        options: { ttl: '10m', null: '30s', omit: 'log,session', vary: 'tenantOf' },
        isolation: 'copy',
        result: { hash: '0123456789012345', shape: `{ ${'name: string; '.repeat(40)}}` },
      },
      { id: 'a', key: 'a()', file: 'a.ts', kind: 'function', calls: 'sync', parameters: [] },
    ],
  ],
  ['2024', [{ id: 'b', key: 'b()', file: 'b.ts', kind: 'static', calls: 'sync', parameters: [] }]],
]);

const SMALL = `format: 1
namespaces:
  app:
    - id: a
      key: a()
      file: a.ts
      kind: function
      calls: sync
      parameters: []
`;

describe('a manifest', () => {
  it.each(['yaml', 'json'] as const)('is read as it was written, in %s', (syntax) => {
    expect([...(parseManifest(renderManifest(FULL, syntax)) as Manifest)]).toEqual([...FULL].toReversed());
  });

  it.each(['yaml', 'json'] as const)('is valid by the schema that ships, in %s', (syntax) => {
    isValid(load(renderManifest(FULL, syntax)));
    expect(isValid.errors).toBe(null);
  });

  it('has one line for a parameter, and no line is ever folded', () => {
    expect(
      renderManifest(FULL, 'yaml'),
    ).toBe(`# The keys of this project, written by \`holdfast keys\`. Commit this file: a build fails where a key changes against it.
# Change the code, not this file; \`holdfast keys accept\` and \`holdfast keys pin\` settle what differs.
format: 1
namespaces:
  '2024':
    - id: b
      key: b()
      file: b.ts
      kind: static
      calls: sync
      parameters: []
  '@acme/shop':
    - id: UserRepo.find
      key: user:{id}|tenantOf()
      file: src/user-repo.ts
      kind: method
      calls: async
      parameters:
        - { name: id, type: number }
        - { name: order, type: "'name' | 'age'" }
        - { name: filter, type: Filter, shape: '{ city?: string; tags: "a"[] }', optional: true }
        - { name: limit, type: number, default: '10' }
        - { name: 'on', type: boolean, rest: true }
        - { name: ids, type: ReadonlySet<Id>, item: number }
      tags:
        - team:{id}
        - ./drafts:{id}
        - =tagsOf
      tracks:
        - team:{id}
        - 'user: items[].id rows; unseen: meta'
      options:
        ttl: 10m
        'null': 30s
        omit: log,session
        vary: tenantOf
      isolation: copy
      result:
        hash: '0123456789012345'
        shape: '{ ${'name: string; '.repeat(40)}}'
    - id: a
      key: a()
      file: a.ts
      kind: function
      calls: sync
      parameters: []
`);
  });

  it('is the same text whatever the order of its functions', () => {
    const shuffled = new Map(
      [...FULL].toReversed().map(([name, functions]) => [name, functions.toReversed()] as const),
    );
    expect(renderManifest(shuffled, 'yaml')).toBe(renderManifest(FULL, 'yaml'));
  });

  it('may have comments, another order, Windows line ends and fields of a later version', () => {
    const text = `# ours
namespaces:
  app: # the service
    - parameters: []
      calls: "sync"
      future: { a: 1 }
      kind: function
      file: 'a.ts'
      key: a()
      id: a
format: 1
later: true
`.replaceAll('\n', '\r\n');
    expect(parseManifest(text)).toEqual(parseManifest(SMALL));
  });
});

describe('a manifest that cannot be read says where', () => {
  it.each([
    ['nothing in it', '', { reason: 'the file is empty', line: 1, column: 1 }],
    ['comments only', '# a\n', { reason: 'the file is empty', line: 1, column: 1 }],
    ['a text', 'hello\n', { reason: 'the manifest is a text, not a set of fields', line: 1, column: 1 }],
    [
      'a merge conflict',
      SMALL.replace('      kind', '<<<<<<< HEAD\n      kind'),
      { reason: 'a merge conflict is not resolved here', line: 7, column: 1 },
    ],
    [
      'the end of a merge conflict',
      SMALL.replace('      kind', '>>>>>>> theirs\n      kind').replaceAll('\n', '\r\n'),
      { reason: 'a merge conflict is not resolved here', line: 7, column: 1 },
    ],
    [
      'a wrong indentation',
      SMALL.replace('      file', '     file'),
      { reason: 'bad indentation of a sequence entry', line: 6, column: 6 },
    ],
    ['a field twice', `${SMALL}format: 1\n`, { reason: 'format stands here twice', line: 10, column: 1 }],
    ['no format', SMALL.replace('format: 1\n', ''), { reason: 'the manifest has no field format', line: 1, column: 1 }],
    ['no number', SMALL.replace('1', 'one'), { reason: 'format is one, not a whole number', line: 1, column: 9 }],
    [
      'a newer format',
      SMALL.replace('1', '2').replace('key: a()', 'chiave: a()'),
      { reason: 'its format is 2', newerFormat: '2', line: 1, column: 9 },
    ],
    ['no key', SMALL.replace('      key: a()\n', ''), { reason: 'a has no field key', line: 4, column: 7 }],
    [
      'an unknown kind',
      SMALL.replace('kind: function', 'kind: getter'),
      { reason: 'a: kind is getter, not one of function, method, static', line: 7, column: 13 },
    ],
    [
      'a parameter without a type',
      SMALL.replace('[]', '[{ name: id }]'),
      { reason: 'a: a parameter has no field type', line: 9, column: 20 },
    ],
    [
      'parameters that are no list',
      SMALL.replace('[]', ''),
      { reason: 'a: parameters is empty, not a list', line: 9, column: 17 },
    ],
    [
      'a function twice',
      SMALL + SMALL.slice(SMALL.indexOf('    - id')),
      { reason: 'a is listed twice', line: 10, column: 7 },
    ],
    [
      'an alias',
      SMALL.replace('key: a()', 'key: *a'),
      { reason: 'aliases (*name) are not read; write the value itself', line: 5, column: 13 },
    ],
  ])('%s', (_, text, problem) => {
    expect(parseManifest(text)).toEqual(problem);
  });
});
