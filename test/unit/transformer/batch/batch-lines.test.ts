import { describe, expect, it } from 'vitest';
import { parseTagLines } from '../../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { readTagLines as read } from '../read-tag-lines.ts';

const IDS = { name: 'ids', start: 11, length: 3 };

describe('a @batch line', () => {
  it('names the parameter that takes the items', () => {
    expect(read('/** @batch ids - prose */')).toEqual({
      lines: [{ tag: 'batch', parameter: IDS, options: {} }],
      problems: [],
    });
  });

  it('takes options of its own with their places', () => {
    expect(read('/** @batch ids max=100 by=author.id window=0ms */')).toEqual({
      lines: [
        {
          tag: 'batch',
          parameter: IDS,
          options: {
            max: 100,
            by: { name: 'author.id', start: 26, length: 9 },
            window: { milliseconds: 0, start: 43, length: 3 },
          },
        },
      ],
      problems: [],
    });
  });

  it('takes the options of @cache', () => {
    expect(
      read('/** @batch ids ttl=10m null=skip maxSize=5 isolate=copy codec=json store=a shape=any shared */').lines,
    ).toEqual([
      {
        tag: 'batch',
        parameter: IDS,
        options: {
          ttl: 600_000,
          nulls: 'skip',
          maxSize: 5,
          isolate: 'copy',
          codec: 'json',
          store: 'a',
          shape: 'any',
          shared: { start: 85, length: 6 },
        },
      },
    ]);
  });

  it.each([
    ['0ms', 0],
    ['0s', 0],
    ['5ms', 5],
    ['1s', 1000],
  ])('reads window=%s', (text, milliseconds) => {
    expect(read(`/** @batch ids window=${text} */`).lines).toEqual([
      { tag: 'batch', parameter: IDS, options: { window: { milliseconds, start: 22, length: text.length } } },
    ]);
  });

  it.each(['id', 'author.id', '_a.$b', 'größe'])('reads by=%s', (path) => {
    expect(read(`/** @batch ids by=${path} */`).lines).toEqual([
      { tag: 'batch', parameter: IDS, options: { by: { name: path, start: 18, length: path.length } } },
    ]);
  });

  it.each(['', '- prose', 'ttl=10m', '{ids}', 'ids,teams', '...ids', 'ids[]', '1st', 'a.b'])(
    'with "%s" in place of a name is refused',
    (text) => {
      expect(read(`/** @batch ${text} */`)).toEqual({
        lines: [{ tag: 'batch', refused: true }],
        problems: ['HF1060 bad-batch'],
      });
    },
  );

  it.each([
    ['max=0', 'HF1017 bad-count'],
    ['max=1e3', 'HF1017 bad-count'],
    ['max=all', 'HF1017 bad-count'],
    ['max=', 'HF1006 missing-value'],
    ['by=', 'HF1006 missing-value'],
    ['by=[].id', 'HF1062 bad-batch-path'],
    ['by=a..b', 'HF1062 bad-batch-path'],
    ['by=(a,b)', 'HF1062 bad-batch-path'],
    ['window=', 'HF1006 missing-value'],
    ['window=0', 'HF1003 duration-without-unit'],
    ['window=10', 'HF1003 duration-without-unit'],
    ['window=-5ms', 'HF1005 bad-duration'],
    ['window=tick', 'HF1005 bad-duration'],
    ['windw=0ms', 'HF1001 unknown-option'],
    ['swr=1m', 'HF1002 unsupported-option'],
    ['ttl=10', 'HF1003 duration-without-unit'],
    ['max=1 max=2', 'HF1007 duplicate-option'],
    ['teamIds', 'HF1012 unexpected-text'],
  ])('with %s is refused', (option, problem) => {
    expect(read(`/** @batch ids ${option} */`).problems).toEqual([problem]);
  });

  it.each([
    ['@batch {ids}', 'Did you mean @batch ids?'],
    ['@batch ...ids', 'Did you mean @batch ids?'],
    ['@batch ids[]', 'Did you mean @batch ids?'],
    ['@batch ids,teams', 'Write its name behind the tag, as in @batch ids ttl=10m.'],
    ['@batch ids windw=0ms', 'Did you mean window=?'],
    ['@batch ids max=1_000', 'Did you mean max=1000?'],
    ['@batch ids max=all', 'Write for example max=1000.'],
    ['@batch ids by=[].author.id', 'Did you mean by=author.id?'],
    ['@batch ids by={id}', 'Did you mean by=id?'],
    ['@batch ids by=(row)=>row.id', 'Did you mean by=id?'],
    ['@batch ids by=a..b', 'Write a property or a dotted path, as in by=id or by=author.id.'],
    ['@batch ids window=0', 'Add the unit: window=0ms, window=0s or window=0m.'],
    ['@batch ids window=tick', 'at most 100 years, or window=0ms.'],
    ['@cache max=10', 'as in @batch ids max=100.'],
  ])('%s is told what to write', (line, fix) => {
    const [problem] = parseTagLines(`/** ${line} */`, 0).diagnostics;
    expect(problem?.message.slice(-fix.length)).toBe(fix);
  });

  it('does not lose options on the line below', () => {
    expect(read('/**\n * @batch ids\n * window=0ms\n */').problems).toEqual(['HF1013 option-on-next-line']);
  });

  it.each([
    ['Loads comments. @batch ids', ['batch']],
    ['Loads comments. @batch ids ttl=10m', ['batch']],
    ['Loads a @batch of comments', []],
    ['Loads comments, see `@batch ids`', []],
    ['Loads comments as a @batch', []],
  ])('behind prose is told where it reads like one: %s', (text, strays) => {
    expect(parseTagLines(`/** ${text} */`, 0).strays.map(({ tag }) => tag)).toEqual(strays);
  });
});
