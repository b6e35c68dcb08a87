import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedComment, parseTagLines } from '../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { OWN_TAGS } from '../../../transformer/src/parse-tag-lines/tag-names.ts';

describe('whatever a comment holds', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'ttl=10m',
      'ttl=',
      'omit=a,b',
      'unordered=ids',
      'if=keep',
      'vary=a.b',
      'shared',
      'shared=',
      'maxSize=0',
      'ids',
      'max=10',
      'by=[].id',
      'window=0ms',
      'rows',
      'user',
      'user:{id}',
      'item:{a},{b}',
      '{User}',
      'none',
      'id=(a,b)',
      'id=result',
      'missingId=skip',
      'isolate=copy',
      'store=a/b',
      '=tagsOf',
      './drafts',
      'id=x',
      '{id}',
      'user:{',
      '}',
      '-',
      '@tag',
      '=',
      './',
      '*',
      'if',
      '\\',
    ),
    fc.string({ maxLength: 6 }).map((text) => text.replaceAll(/[\r\n\u2028\u2029]|\*\//g, '')),
  );
  const rest = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
  const decoration = fc.constantFrom('', ' ', ' * ', '\t*\t', '**', ' *');
  const line = fc.record({
    decoration,
    tag: fc.option(fc.constantFrom(...OWN_TAGS, 'param', 'cahe'), { nil: undefined }),
    rest,
  });

  it('every line that begins with a tag of ours is read or reported', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, lineEnd) => {
        const texts = lines.map(
          (given) => `${given.decoration}${given.tag === undefined ? '' : `@${given.tag} `}${given.rest}`,
        );
        const comment = `/**${lineEnd}${texts.join(lineEnd)}${lineEnd}*/`;
        // Fences are looked at elsewhere.
        fc.pre(!comment.includes('```') && comment.indexOf('*/') === comment.length - 2);
        const parsed = parseTagLines(comment, 7);
        const startsWithTag = (text: string): boolean =>
          OWN_TAGS.some((tag) => new RegExp(`^\\s*\\**\\s*@${tag}(?![\\p{L}\\p{N}_$-])`, 'u').test(text));
        expect(parsed.lines).toHaveLength(texts.filter(startsWithTag).length);
        expectAccounted(parsed, comment, 7);
      }),
      { numRuns: 2000 },
    );
  });

  it('every word of a @cache line changes what it says, or is reported', () => {
    const name = fc.constantFrom(
      ...['ttl', 'null', 'id', 'omit', 'if', 'vary', 'unordered', 'maxSize', 'shared', 'isolate', 'codec', 'store'],
      ...['swr', 'lock', 'by', 'Ttl', 'maxsize', 'size', ''],
    );
    const value = fc.oneof(
      fc.constantFrom('10m', 'skip', 'ttl', 'forever', 'a', 'a,b', 'a.b', 'a()', '1', '0', '1e3', 'copy', 'freeze'),
      fc.string({ maxLength: 4 }).map((text) => text.replaceAll(/[\s{}*/]/g, '')),
    );
    const option = fc.oneof(
      fc.tuple(name, value).map(([left, right]) => `${left}=${right}`),
      name.filter((text) => text !== ''),
      fc.constantFrom('prose', '@tag', 'x='),
    );
    fc.assert(
      fc.property(fc.array(option, { minLength: 1, maxLength: 6 }), (words) => {
        const start = (index: number): number => ['/** @cache', ...words.slice(0, index)].join(' ').length + 1;
        const whole = parseTagLines(`/** @cache ${words.join(' ')} */`, 0);
        const ignored = words.filter((word, index) => {
          const [from, to] = [start(index), start(index) + word.length];
          const isReported = whole.diagnostics.some(
            (problem) => problem.start < to && from < problem.start + problem.length,
          );
          const without = words.filter((other) => nameOf(other) !== nameOf(word));
          return !isReported && isDeepStrictEqual(optionsOf(words), optionsOf(without));
        });
        expect(ignored).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => {
        const comment = `/**${text}*/`;
        expectAccounted(parseTagLines(comment, 0), comment, 0);
      }),
      { numRuns: 2000 },
    );
  });
});

function nameOf(word: string): string | undefined {
  return word.split('=', 1)[0];
}

/** What a @cache line with these words says, without places. */
function optionsOf(words: readonly string[]): unknown {
  const [line] = parseTagLines(`/** @cache ${words.join(' ')} */`, 0).lines;
  const options = line !== undefined && 'options' in line ? line.options : undefined;
  return JSON.parse(JSON.stringify(options, (key, value) => (key === 'start' || key === 'length' ? undefined : value)));
}

/** A refused line has a diagnostic, and every place lies inside the comment and points at something. */
function expectAccounted({ lines, diagnostics }: ParsedComment, comment: string, start: number): void {
  for (const line of lines) {
    expect(comment.slice(line.start - start, line.start - start + line.length)).toBe(`@${line.tag}`);
    const [text = ''] = comment.slice(line.start - start).split(/[\r\n\u2028\u2029]/, 1);
    const isReported = diagnostics.some(
      (problem) => problem.start >= line.start && problem.start < line.start + text.length,
    );
    expect({ text, isReported: isReported || !('refused' in line) }).toEqual({ text, isReported: true });
  }
  for (const diagnostic of diagnostics) {
    expect(diagnostic.length).toBeGreaterThan(0);
    expect(diagnostic.start).toBeGreaterThanOrEqual(start);
    expect(diagnostic.start + diagnostic.length).toBeLessThanOrEqual(start + comment.length);
  }
}
