import { describe, expect, it } from 'vitest';
import { parseTagLines } from '../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { readTagLines as read } from './read-tag-lines.ts';

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
      loneSlips: [],
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
    ['./', 'HF1106 unsupported-template'],
    ['=', 'HF1106 unsupported-template'],
  ])('%s is refused', (template, problem) => {
    expect(read(`/** @key ${template} */`)).toEqual({ lines: [{ tag: 'key', refused: true }], problems: [problem] });
  });
});

describe('a @tag line', () => {
  it('may be private to its function', () => {
    expect(read('/** @tag ./drafts:{id} */')).toEqual({
      lines: [{ tag: 'tag', text: './drafts:{id}', parts: ['./drafts:', { path: ['id'], start: 18, length: 4 }] }],
      problems: [],
    });
  });

  it('may name a function', () => {
    expect(read('/** @tag =Policies.tagsOf - prose */')).toEqual({
      lines: [{ tag: 'tag', text: '=Policies.tagsOf', fn: { name: 'Policies.tagsOf', start: 10, length: 15 } }],
      problems: [],
    });
  });

  it.each([
    ['./', 'HF1107 empty-private-tag'],
    ['=', 'HF1021 bad-function-name'],
    ['=tagsOf()', 'HF1021 bad-function-name'],
    ['=tagsOf more', 'HF1012 unexpected-text'],
    ['= tagsOf', 'HF1012 unexpected-text'],
    ['={id}', 'HF1021 bad-function-name'],
    ['./{a}{b}', 'HF1105 adjacent-holes'],
  ])('%s is refused', (template, problem) => {
    expect(read(`/** @tag ${template} */`)).toEqual({ lines: [{ tag: 'tag', refused: true }], problems: [problem] });
  });
});

describe('an @idPrefix line', () => {
  it('is one name', () => {
    expect(read('/** @idPrefix admin.users - prose */')).toEqual({
      lines: [{ tag: 'idPrefix', prefix: { name: 'admin.users', start: 14, length: 11 } }],
      problems: [],
    });
  });

  it.each([
    ['', 'HF1405 bad-id-prefix'],
    ['- prose', 'HF1405 bad-id-prefix'],
    ['1st', 'HF1405 bad-id-prefix'],
    ['users.', 'HF1405 bad-id-prefix'],
    ['users/', 'HF1405 bad-id-prefix'],
    ['a b', 'HF1012 unexpected-text'],
  ])('with "%s" is refused', (prefix, problem) => {
    expect(read(`/** @idPrefix ${prefix} */`)).toEqual({
      lines: [{ tag: 'idPrefix', refused: true }],
      problems: [problem],
    });
  });
});

describe('tags', () => {
  it.each([
    ['@cache(ttl=10m)', 'HF1012 unexpected-text'],
    ['@cache: ttl=10m', 'HF1012 unexpected-text'],
    ['@batch(ids)', 'HF1012 unexpected-text'],
    ['@idPrefix(users)', 'HF1012 unexpected-text'],
  ])('%s is refused', (line, problem) => {
    expect(read(`/** ${line} */`).problems).toEqual([problem]);
  });

  it.each([
    ['@cache(ttl=10m)', 'Did you mean @cache ttl=10m?'],
    ['@cache: ttl=10m null=30s', 'Did you mean @cache ttl=10m null=30s?'],
    ['@cache,shared', 'Did you mean @cache shared?'],
    ['@cache()', 'Give a second tag its own line, and put prose behind " - ".'],
    ['@key(ttl=10m)', 'Give a second tag its own line, and put prose behind " - ".'],
  ])('ends the message for %s with what to write', (line, fix) => {
    const [problem] = parseTagLines(`/** ${line} */`, 0).diagnostics;
    expect(problem?.message.slice(-fix.length)).toBe(fix);
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
    ['Finds a user. @cache shared', 18],
    ['Finds a user. @cache shared ttl=10m', 18],
    ['Finds a user. @tag ./drafts', 18],
    ['Finds a user. @tag =tagsOf', 18],
    ['Finds a user with @cache shared by all.', undefined],
    ['Finds a user, see @tag = and @tag ./ there', undefined],
    ['Finds a user with @cache on it.', undefined],
    ['Finds a user, see `@cache ttl=10m`.', undefined],
    ['Mail to me@cache ttl=10m', undefined],
    ['The words @key and @tag', undefined],
    ['@param id see @cache ttl=10m', undefined],
  ])('in the middle of a line are mistakes where they read like a tag line: %s', (text, start) => {
    const { lines, strays } = parseTagLines(`/** ${text} */`, 0);
    expect(lines).toEqual([]);
    expect(strays.map(({ problem }) => `${problem.code} at ${problem.start}`)).toEqual(
      start === undefined ? [] : [`1016 at ${start}`],
    );
  });

  it('keep a flag below them from being lost, and leave prose alone', () => {
    expect(read('/**\n * @cache\n * shared\n * shared ttl=1m\n */').problems).toEqual([
      'HF1013 option-on-next-line',
      'HF1013 option-on-next-line',
    ]);
    expect(read('/**\n * @cache\n * shared by all objects.\n */').problems).toEqual([]);
  });

  it('keep an option below them from being lost', () => {
    expect(read('/**\n * @cache\n * ttl=1m\n * swr=1m prose\n */').problems).toEqual([
      'HF1013 option-on-next-line',
      'HF1013 option-on-next-line',
    ]);
    expect(read('/**\n * @cache\n *\n * ttl=1m is written like this.\n */').problems).toEqual([]);
  });
});
