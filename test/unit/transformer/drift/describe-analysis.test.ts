import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { describeAnalysis } from '../../../../transformer/src/manifest/describe-analysis.ts';
import type { ManifestFunction } from '../../../../transformer/src/manifest/manifest.ts';
import { compileSources, ROOT } from '../compile-sources.ts';

const FOLDER = join(ROOT, 'test/unit/transformer/drift');

/** What the manifest says of the functions of a source, by id. */
function describe(
  source: string,
  others: Readonly<Record<string, string>> = {},
): Readonly<Record<string, ManifestFunction>> {
  const files = { 'a.ts': source, ...others };
  const sources = Object.fromEntries(Object.entries(files).map(([name, text]) => [join(FOLDER, name), text]));
  const { program, analysis, problems } = compileSources({
    rootNames: Object.keys(sources),
    sources,
    projectOf: (fileName) => ({ namespace: 'app', path: fileName.slice(FOLDER.length + 1) }),
  });
  expect([...problems]).toEqual([]);
  const functions = describeAnalysis(ts, program, analysis).get('app') ?? [];
  return Object.fromEntries(functions.map((fn) => [fn.id, fn]));
}

it('tells everything of a function', () => {
  const source = `interface Filter { tags: string[]; city?: string }
declare function tenantOf(): string;
/**
 * @cache ttl=90s null=skip omit=log vary=tenantOf unordered=ids maxSize=100 isolate=freeze store=main codec=data
 * @key users:{filter.city}:{ids}
 * @tag city:{filter.city}
 * @tag ./drafts:{limit}
 */
export async function find(filter: Filter, log: () => void, limit = 10, ...ids: number[]): Promise<{ b: 1; a: string }> {
  log();
  return { b: 1, a: tenantOf() + filter.city + limit + ids.length };
}
`;
  expect(describe(source)).toEqual({
    find: {
      id: 'find',
      key: 'users:{filter.city}:{ids}|tenantOf()',
      file: 'a.ts',
      kind: 'function',
      calls: 'async',
      parameters: [
        { name: 'filter', type: 'Filter', shape: '{ city?: string; tags: string[] }' },
        { name: 'log', type: '() => void', shape: 'function' },
        { name: 'limit', type: 'number', default: '10' },
        { name: 'ids', type: 'number[]', rest: true },
      ],
      tags: ['city:{filter.city}', './drafts:{limit}'],
      options: {
        ttl: '90s',
        null: 'skip',
        omit: 'log',
        vary: 'tenantOf',
        unordered: 'ids',
        maxSize: '100',
        isolate: 'freeze',
        codec: 'data',
        store: 'main',
      },
      isolation: 'freeze',
      result: { hash: expect.stringMatching(/^[0-9a-f]{16}$/), shape: '{ a: string; b: 1 }' },
    },
  });
});

it('tells of a batch what its items are and what one of them gives', () => {
  const source = `interface Row { readonly at: { id: number }; name: string }
/** @batch ids by=at.id max=100 window=0ms ttl=10m */
export async function load(locale: string, ids: ReadonlySet<number> = new Set()): Promise<Row[]> {
  return [...ids].map((id) => ({ at: { id }, name: locale }));
}
/** @batch ids */
export function names({ ids }: { ids: readonly string[] }): Map<string, string> {
  return new Map(ids.map((id) => [id, id]));
}
`;
  const shape = '{ at: { id: number }; name: string } | null';
  expect(describe(source)).toEqual({
    load: {
      id: 'load',
      key: 'load(ids,locale)',
      file: 'a.ts',
      kind: 'function',
      calls: 'async',
      parameters: [
        { name: 'locale', type: 'string' },
        { name: 'ids', type: 'ReadonlySet<number>', item: 'number', default: 'new Set()' },
      ],
      options: { batch: 'ids', ttl: '10m', max: '100', by: 'at.id', window: '0ms' },
      isolation: 'copy',
      result: { hash: expect.stringMatching(/^[0-9a-f]{16}$/), shape },
    },
    names: {
      id: 'names',
      key: 'names(ids)',
      file: 'a.ts',
      kind: 'function',
      calls: 'sync',
      parameters: [{ name: 'ids', type: 'readonly string[]', item: 'string' }],
      options: { batch: 'ids' },
      isolation: 'share',
      result: { hash: expect.stringMatching(/^[0-9a-f]{16}$/), shape: 'string | null' },
    },
  });
});

const PARAMETERS: readonly (readonly [string, ManifestFunction['parameters']])[] = [
  ['', []],
  ['this: void, id: number', [{ name: 'id', type: 'number' }]],
  [
    'a: string | null, b?: number | undefined',
    [
      { name: 'a', type: 'string | null' },
      { name: 'b', type: 'number | undefined', optional: true },
    ],
  ],
  ['order: Order', [{ name: 'order', type: 'Order', shape: '"age" | "name"' }]],
  ["order: 'name' | 'age'", [{ name: 'order', type: "'name' | 'age'" }]],
  ['id: T', [{ name: 'id', type: 'T', shape: 'generic string' }]],
  ['filter: Filter<Date>', [{ name: 'filter', type: 'Filter<Date>', shape: 'A={ next: A | null; of: Date }' }]],
  [
    'at: {\n  // Degrees.\n  lat: number,\n  /** Degrees. */\n  lon: number,\n}',
    [{ name: 'at', type: '{ lat: number, lon: number }', shape: '{ lat: number; lon: number }' }],
  ],
  ['kind:\n  | "a; b"\n  | "c ]"', [{ name: 'kind', type: '"a; b" | "c ]"' }]],
  [
    '{ id, lang = "en", more: { page } }: { id: number; lang?: string; more: { page?: number } }',
    [
      { name: 'id', type: 'number' },
      { name: 'lang', type: 'string', default: '"en"' },
      { name: 'page', type: 'number', shape: 'number | undefined', optional: true },
    ],
  ],
  // Declared elsewhere, and no path of a machine may be in the text.
  ['x = made', [{ name: 'x', type: 'Made', shape: '{ id: number }', default: 'made' }]],
];

const LONG = Array.from({ length: 30 }, (_, n) => `field${n}: string`).join('; ');

const SIGNATURES = [
  ...PARAMETERS.map(([parameters]) => parameters),
  `x: { ${LONG}; z: number }`,
  `x: { ${LONG}; z: string }`,
];

const functions = describe(
  `import { made } from './b.ts';
type Order = 'name' | 'age';
interface Filter<T> { of: T; next: Filter<T> | null }
${SIGNATURES.map((parameters, index) => `/** @cache ttl=1m */\nexport function f${index}<T extends string>(${parameters}): number { return 1; }\n`).join('')}`,
  { 'b.ts': 'interface Made { id: number }\nexport const made: Made = { id: 1 };\n' },
);

it('lists the parameters', () => {
  const listed = PARAMETERS.map(([text], index) => [text, functions[`f${index}`]?.parameters]);
  expect(listed).toEqual(PARAMETERS);
});

it('cuts a long shape and keeps what tells it from another', () => {
  const [first = '', second = ''] = [PARAMETERS.length, PARAMETERS.length + 1].map(
    (index) => functions[`f${index}`]?.parameters[0]?.shape,
  );
  expect([first.length, second.length]).toEqual([200, 200]);
  expect(/… #[0-9a-f]{16}$/.test(first)).toBe(true);
  expect(first === second).toBe(false);
});
