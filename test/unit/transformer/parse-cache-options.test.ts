import { describe, expect, it } from 'vitest';
import { parseTagLines } from '../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { readTagLines as read } from './read-tag-lines.ts';

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
      loneSlips: [],
    });
  });

  it.each([
    ['maxSize=1', { maxSize: 1 }],
    ['maxSize=100', { maxSize: 100 }],
    ['maxSize=007', { maxSize: 7 }],
    ['isolate=copy', { isolate: 'copy' }],
    ['isolate=freeze', { isolate: 'freeze' }],
    ['isolate=share', { isolate: 'share' }],
    ['codec=json', { codec: 'json' }],
    ['store=redis-eu.1', { store: 'redis-eu.1' }],
    ['codec=7z', { codec: '7z' }],
  ])('reads %s', (text, options) => {
    expect(read(`/** @cache ${text} */`)).toEqual({ lines: [{ tag: 'cache', options }], problems: [] });
  });

  it('reads functions, lists and flags with their places', () => {
    const text = '/** @cache if=keep vary=Policies.tenantOf unordered=ids,kinds shared - prose shared=yes */';
    expect(parseTagLines(text, 1000)).toEqual({
      lines: [
        {
          tag: 'cache',
          start: 1004,
          length: 6,
          options: {
            if: { name: 'keep', start: 1014, length: 4 },
            vary: { name: 'Policies.tenantOf', start: 1024, length: 17 },
            unordered: [
              { name: 'ids', start: 1052, length: 3 },
              { name: 'kinds', start: 1056, length: 5 },
            ],
            shared: { start: 1062, length: 6 },
          },
        },
      ],
      diagnostics: [],
      strays: [],
      loneSlips: [],
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
    ['share', 'HF1001 unknown-option'],
    ['maxsize=1', 'HF1001 unknown-option'],
    ['swr=1m', 'HF1002 unsupported-option'],
    ['staleIfError=1m', 'HF1002 unsupported-option'],
    ['timeout=1s', 'HF1002 unsupported-option'],
    ['lock=store', 'HF1002 unsupported-option'],
    ['max=10', 'HF1063 batch-option'],
    ['by=id', 'HF1063 batch-option'],
    ['window=0ms', 'HF1063 batch-option'],
    ['if', 'HF1006 missing-value'],
    ['vary=', 'HF1006 missing-value'],
    ['unordered', 'HF1006 missing-value'],
    ['maxSize=', 'HF1006 missing-value'],
    ['isolate', 'HF1006 missing-value'],
    ['codec=', 'HF1006 missing-value'],
    ['store', 'HF1006 missing-value'],
    ['shared shared', 'HF1007 duplicate-option'],
    ['if=a if=b', 'HF1007 duplicate-option'],
    ['unordered=a,,b', 'HF1014 bad-list'],
    ['unordered=a,a', 'HF1014 bad-list'],
    ['maxSize=0', 'HF1017 bad-count'],
    ['maxSize=-1', 'HF1017 bad-count'],
    ['maxSize=+1', 'HF1017 bad-count'],
    ['maxSize=1.5', 'HF1017 bad-count'],
    ['maxSize=1e3', 'HF1017 bad-count'],
    ['maxSize=0x10', 'HF1017 bad-count'],
    ['maxSize=NaN', 'HF1017 bad-count'],
    ['maxSize=Infinity', 'HF1017 bad-count'],
    ['maxSize=1,000', 'HF1017 bad-count'],
    ['maxSize=1k', 'HF1017 bad-count'],
    [`maxSize=${'9'.repeat(400)}`, 'HF1017 bad-count'],
    ['isolate=clone', 'HF1018 unknown-value'],
    ['isolate=Copy', 'HF1018 unknown-value'],
    ['store=my/store', 'HF1019 bad-name'],
    ['store=-eu', 'HF1019 bad-name'],
    ['codec=größe', 'HF1019 bad-name'],
    ['codec="json"', 'HF1019 bad-name'],
    ['shared=yes', 'HF1020 flag-with-value'],
    ['shared=', 'HF1020 flag-with-value'],
    ['if=keep()', 'HF1021 bad-function-name'],
    ['if=(user)=>true', 'HF1021 bad-function-name'],
    ['if=!keep', 'HF1021 bad-function-name'],
    ['vary=a.', 'HF1021 bad-function-name'],
    ['vary=a?.b', 'HF1021 bad-function-name'],
    ["vary='a'", 'HF1021 bad-function-name'],
    ['@tag x', 'HF1012 unexpected-text'],
    ['=D', 'HF1012 unexpected-text'],
    ['- fine', undefined],
    ['if=keep - see {@link keep} and @tag', undefined],
  ])('with %s', (options, problem) => {
    expect(read(`/** @cache ${options} */`).problems).toEqual(problem === undefined ? [] : [problem]);
  });

  it.each([
    ['maxSize=1e3', 'Did you mean maxSize=1000?'],
    ['maxSize=1_000', 'Did you mean maxSize=1000?'],
    ['maxSize=1.7', 'Did you mean maxSize=2?'],
    ['maxSize=0', 'Write for example maxSize=1000.'],
    ['maxSize=many', 'Write for example maxSize=1000.'],
    ['isolate=freez', 'Did you mean isolate=freeze?'],
    ['isolate=clone', 'Write one of them.'],
    ['isolate=shared', 'Did you mean isolate=share?'],
    ['share', 'Did you mean shared?'],
    ['maxsize=1', 'Did you mean maxSize=?'],
    ['unorderd=a', 'Did you mean unordered=?'],
    ['swrr=1m', 'Remove it.'],
    ['for', 'Remove it.'],
    ['10m', 'Did you mean @cache ttl=10m?'],
    ["{ ttl: '10m' }", 'Give a second tag its own line, and put prose behind " - ".'],
    ['10 minutes', 'Give a second tag its own line, and put prose behind " - ".'],
    ['if=keep()', 'Did you mean if=keep?'],
    ['if=keep(user)', 'Put the code into a function of its own and name that.'],
  ])('ends the message for %s with what to write', (options, fix) => {
    const [problem] = parseTagLines(`/** @cache ${options} */`, 0).diagnostics;
    expect(problem?.message.slice(-fix.length)).toBe(fix);
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
