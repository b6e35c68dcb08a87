import fc from 'fast-check';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const PRELUDE = `
const keep = (result: string | null, id?: number): boolean => result !== null && id !== 0;
const tenant = (): string => 'eu';
const tagsOf = (id: number, ids: string[]): string[] => [String(id), ...ids];
const words = { keep, list: [] as string[] };
export const used = [tenant, tagsOf, words];
`;

const garbage = fc
  .string({ maxLength: 8, unit: 'binary' })
  .map((text) => text.replaceAll(/\*\/|[\r\n\u2028\u2029]/g, ''));
const value = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('10m', '1h', 'skip', 'forever', 'ids', 'id', 'a.b', 'keep', 'tenant', 'words.keep'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('tagsOf', 'this.x', '100', '0', 'copy', 'share', 'default', 'ids,name', '', 'x', 'f1'),
  },
  { weight: 1, arbitrary: garbage.map((text) => text.replaceAll(/\s/g, '')) },
);
const name = fc.constantFrom(
  ...[
    'ttl',
    'null',
    'id',
    'omit',
    'if',
    'vary',
    'unordered',
    'maxSize',
    'isolate',
    'codec',
    'store',
    'swr',
    'max',
    'by',
    'window',
    'shard',
    '',
  ],
);
const option = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(name, value).map(([left, right]) => `${left}=${right}`) },
  { weight: 1, arbitrary: fc.constantFrom('shared', '-', 'if', 'ttl') },
  { weight: 1, arbitrary: garbage },
);
const template = fc.oneof(
  fc.constantFrom(
    'user:{id}',
    './drafts:{id}',
    '=tagsOf',
    '=keep',
    '=nothing',
    './',
    '=',
    'a|b:{id}:{name}',
    '{ids}',
    '{id}{name}',
  ),
  fc.constantFrom('{0}', '{this.x}', 'user:{id', 'user:{id.x}', '', '{id} more'),
  garbage,
);
const entities = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          'user',
          'user:{id}',
          'item:{id},{name}',
          'none',
          '{User}',
          'rows',
          'id=result',
          'id=keep',
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('id=a.b', 'id=(a,b)', 'missingId=skip', 'user:{ids}', 'user:{x}', 'us/er', '-'),
      },
      { weight: 1, arbitrary: garbage },
    ),
    { maxLength: 3 },
  )
  .map((words) => words.join(' '));
const line = fc.oneof(
  { weight: 5, arbitrary: fc.array(option, { maxLength: 3 }).map((options) => ['@cache', ...options].join(' ')) },
  { weight: 3, arbitrary: fc.array(option, { maxLength: 3 }).map((options) => ['@batch ids', ...options].join(' ')) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('@tag ', '@key '), template).map(([tag, text]) => tag + text) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('@tracks ', '@invalidates ', '@invalidatesTag ', '@entity '), entities)
      .map(([tag, text]) => tag + text),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '@batch',
      '@batch id',
      '@tracks',
      '@invalidates',
      '@entity',
      '@cahe',
      '@param id the id',
      'Prose. @cache',
      '```',
    ),
  },
  { weight: 1, arbitrary: garbage },
);
const comment = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => `/**\n * ${lines.join('\n * ')}\n */\n`);

const OWN = /^\s*\*?\s*@(cache|batch|key|tag|tracks|invalidates|invalidatesTag|entity|idPrefix)(?![\p{L}\p{N}_$-])/mu;

it('a function is cached, or something is said about its comment, or the comment has no tag line', () => {
  fc.assert(
    fc.property(fc.array(comment, { minLength: 25, maxLength: 25 }), (comments) => {
      const functions = comments.map((text, index) => ({
        text,
        body: text.includes('@batch')
          ? `export async function f${index}(id: number, ids: string[], name = ''): Promise<string[]> { return ids; }\n`
          : `export async function f${index}(id: number, ids: string[], name = ''): Promise<string | null> { return name; }\n`,
      }));
      const source = `${PRELUDE}${functions.map(({ text, body }) => text + body).join('')}`;
      const { analysis, outputs, problems } = compileSources({
        rootNames: ['/f.ts'],
        sources: { '/f.ts': source },
        options: { types: [] },
      });
      const [file] = analysis.values();
      const rewritten = [...(file?.functions ?? []), ...(file?.writers ?? [])];
      const cached = new Set(rewritten.map(({ shape }) => ('name' in shape ? shape.name : '')));
      const found = problems.get('/f.ts') ?? [];
      for (const { start, length, message } of found) {
        expect({ message, isInside: start >= 0 && length > 0 && start + length <= source.length }).toEqual({
          message,
          isInside: true,
        });
      }
      const silent = functions.filter(({ text, body }, index) => {
        const start = source.indexOf(text + body);
        const end = start + text.length + body.length;
        const isTold = found.some((problem) => problem.start >= start && problem.start < end);
        return OWN.test(text) && !text.includes('```') && !isTold && !cached.has(`f${index}`);
      });
      expect(silent).toEqual([]);
      const parsed = ts.transpileModule(outputs.get('/f.js') ?? '', { reportDiagnostics: true });
      expect(parsed.diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
