import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedComment, parseTagLines } from '../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { OWN_TAGS } from '../../../transformer/src/parse-tag-lines/tag-names.ts';

/** What a comment says, without places. */
function read(comment: string): { lines: readonly object[]; problems: readonly string[] } {
  const { lines, diagnostics } = parseTagLines(comment, 0);
  return {
    lines: lines.map(({ start: _start, length: _length, ...line }) => line),
    problems: diagnostics.map(({ code, slug }) => `HF${code} ${slug}`),
  };
}

describe('a @cache line', () => {
  it('has no options by itself', () => {
    expect(read('/** @cache */')).toEqual({ lines: [{ tag: 'cache', options: {} }], problems: [] });
  });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['10m', 600_000],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['forever', 'forever'],
  ])('reads ttl=%s', (text, ttl) => {
    expect(read(`/** @cache ttl=${text} */`)).toEqual({ lines: [{ tag: 'cache', options: { ttl } }], problems: [] });
  });

  it.each([
    ['skip', 'skip'],
    ['ttl', 'ttl'],
    ['1s', 1000],
  ])('reads null=%s', (text, nulls) => {
    expect(read(`/** @cache null=${text} */`)).toEqual({ lines: [{ tag: 'cache', options: { nulls } }], problems: [] });
  });

  it('reads id and omit with their places', () => {
    expect(parseTagLines('/** @cache id=users.find omit=a,bc */', 100)).toEqual({
      lines: [
        {
          tag: 'cache',
          start: 104,
          length: 6,
          options: {
            id: { name: 'users.find', start: 114, length: 10 },
            omit: [
              { name: 'a', start: 130, length: 1 },
              { name: 'bc', start: 132, length: 2 },
            ],
          },
        },
      ],
      diagnostics: [],
      strays: [],
    });
  });

  it.each([
    ['ttl=10', 'HF1003 duration-without-unit'],
    ['ttl=0', 'HF1004 duration-not-positive'],
    ['ttl=-5', 'HF1004 duration-not-positive'],
    ['ttl=0m', 'HF1004 duration-not-positive'],
    ['ttl=-5m', 'HF1004 duration-not-positive'],
    ['ttl=0.1ms', 'HF1004 duration-not-positive'],
    ['ttl=5min', 'HF1005 bad-duration'],
    ['ttl=5M', 'HF1005 bad-duration'],
    ['ttl=m', 'HF1005 bad-duration'],
    ['ttl=skip', 'HF1005 bad-duration'],
    ['ttl=1e3s', 'HF1005 bad-duration'],
    ['ttl=101y', 'HF1005 bad-duration'],
    ['ttl=36526d', 'HF1005 bad-duration'],
    [`ttl=${'9'.repeat(400)}d`, 'HF1005 bad-duration'],
    ['ttl=10m,', 'HF1005 bad-duration'],
    ['ttl', 'HF1006 missing-value'],
    ['ttl=', 'HF1006 missing-value'],
    ['null=forever', 'HF1005 bad-duration'],
    ['omit=', 'HF1006 missing-value'],
    ['omit=,', 'HF1014 bad-list'],
    ['omit=a,a', 'HF1014 bad-list'],
    ['id=1', 'HF1403 bad-id'],
    ['id=a/b', 'HF1403 bad-id'],
    ['Ttl=1m', 'HF1001 unknown-option'],
    ['size=1', 'HF1001 unknown-option'],
    ['shared', 'HF1002 unsupported-option'],
    ['vary=tenant', 'HF1002 unsupported-option'],
    ['@tag x', 'HF1012 unexpected-text'],
    ['=D', 'HF1012 unexpected-text'],
    ['- fine', undefined],
  ])('with %s', (options, problem) => {
    expect(read(`/** @cache ${options} */`).problems).toEqual(problem === undefined ? [] : [problem]);
  });

  it('reports every problem of a line', () => {
    expect(read('/** @cache ttl=1 nul=skip id= swr=1m ttl=2 whatever else */').problems.toSorted()).toEqual([
      'HF1001 unknown-option',
      'HF1002 unsupported-option',
      'HF1003 duration-without-unit',
      'HF1006 missing-value',
      'HF1007 duplicate-option',
      'HF1012 unexpected-text',
    ]);
  });
});

describe('a template line', () => {
  it('is text and holes with their places', () => {
    expect(parseTagLines('/**\n * @tag user:{filter.id}:x - prose {\n */', 0)).toEqual({
      lines: [
        {
          tag: 'tag',
          start: 7,
          length: 4,
          text: 'user:{filter.id}:x',
          parts: ['user:', { path: ['filter', 'id'], start: 17, length: 11 }, ':x'],
        },
      ],
      diagnostics: [],
      strays: [],
    });
  });

  it.each([
    ['', 'HF1101 missing-template'],
    ['- prose only', 'HF1101 missing-template'],
    ['a{b', 'HF1102 unclosed-hole'],
    ['a}b', 'HF1103 stray-brace'],
    ['{}', 'HF1104 bad-hole'],
    ['{ id }', 'HF1104 bad-hole'],
    ['{ids[0]}', 'HF1104 bad-hole'],
    ['{a?.b}', 'HF1104 bad-hole'],
    ['{a.}', 'HF1104 bad-hole'],
    ['{a.0}', 'HF1104 bad-hole'],
    ['{a}{b}', 'HF1105 adjacent-holes'],
    ['=makeTags', 'HF1106 unsupported-template'],
    ['./local', 'HF1106 unsupported-template'],
    ['user:{id} more', 'HF1012 unexpected-text'],
  ])('%s is refused', (template, problem) => {
    expect(read(`/** @key ${template} */`)).toEqual({ lines: [{ tag: 'key', refused: true }], problems: [problem] });
  });
});

describe('tags', () => {
  it.each([
    ['@cache(ttl=10m)', 'HF1012 unexpected-text'],
    ['@cache: ttl=10m', 'HF1012 unexpected-text'],
    ['@batch ids', 'HF1011 unsupported-tag'],
    ['@tracks user', 'HF1011 unsupported-tag'],
    ['@invalidatesTag user:{id}', 'HF1011 unsupported-tag'],
    ['@entity user', 'HF1011 unsupported-tag'],
    ['@idPrefix users', 'HF1011 unsupported-tag'],
  ])('%s is refused', (line, problem) => {
    expect(read(`/** ${line} */`).problems).toEqual([problem]);
  });

  it.each(['@param id', '@cached', '@Cache', '@cache-control 1m', '@cahe ttl=1m', 'the @cache line', '{@cache} x'])(
    '%s is left alone',
    (line) => {
      expect(read(`/** ${line} */`)).toEqual({ lines: [], problems: [] });
    },
  );

  it.each(['cahe', 'cahce', 'Cache', 'caches', 'tags', 'kye'])('@%s beside a tag of ours is a slip', (tag) => {
    expect(read(`/**\n * @cache\n * @${tag}\n */`).problems).toEqual(['HF1010 misspelled-tag']);
  });

  it('may follow one another in one comment, in any order, with any line ends', () => {
    expect(read('/**\r\n@tag a\u2028 * @key b\n\t*\t@cache\tttl=1s\t-\tprose **/')).toEqual({
      lines: [
        { tag: 'tag', text: 'a', parts: ['a'] },
        { tag: 'key', text: 'b', parts: ['b'] },
        { tag: 'cache', options: { ttl: 1000 } },
      ],
      problems: [],
    });
  });

  it('are not read from code between fences, unless a fence is never closed', () => {
    expect(read('/**\n * ```ts\n * @cache ttl\n * ```\n */')).toEqual({ lines: [], problems: [] });
    expect(read('/**\n * ```ts\n * @cache ttl\n */').problems).toEqual(['HF1006 missing-value']);
  });

  it.each([
    ['Finds a user. @cache', 18],
    ['Finds a user. @cache ttl=10m - prose', 18],
    ['Finds `@cache` a user. @tag user:{id}', 27],
    ['Finds a user with @cache on it.', undefined],
    ['Finds a user, see `@cache ttl=10m`.', undefined],
    ['Mail to me@cache ttl=10m', undefined],
    ['The words @key and @tag', undefined],
    ['@param id see @cache ttl=10m', undefined],
  ])('in the middle of a line are mistakes where they read like a tag line: %s', (text, start) => {
    const { lines, strays } = parseTagLines(`/** ${text} */`, 0);
    expect(lines).toEqual([]);
    expect(strays.map((stray) => `${stray.code} at ${stray.start}`)).toEqual(
      start === undefined ? [] : [`1016 at ${start}`],
    );
  });

  it('keep an option below them from being lost', () => {
    expect(read('/**\n * @cache\n * ttl=1m\n * swr=1m prose\n */').problems).toEqual([
      'HF1013 option-on-next-line',
      'HF1013 option-on-next-line',
    ]);
    expect(read('/**\n * @cache\n *\n * ttl=1m is written like this.\n */').problems).toEqual([]);
  });
});

describe('whatever a comment holds', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'ttl=10m',
      'ttl=',
      'omit=a,b',
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

/** A refused line has a diagnostic, and every place lies inside the comment and points at something. */
function expectAccounted({ lines, diagnostics }: ParsedComment, comment: string, start: number): void {
  for (const line of lines) {
    expect(comment.slice(line.start - start, line.start - start + line.length)).toBe(`@${line.tag}`);
    if ('refused' in line) expect(diagnostics.length).toBeGreaterThan(0);
  }
  for (const diagnostic of diagnostics) {
    expect(diagnostic.length).toBeGreaterThan(0);
    expect(diagnostic.start).toBeGreaterThanOrEqual(start);
    expect(diagnostic.start + diagnostic.length).toBeLessThanOrEqual(start + comment.length);
  }
}
