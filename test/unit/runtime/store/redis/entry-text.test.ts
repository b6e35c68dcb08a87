import { array, assert, constantFrom, integer, oneof, option, property, record, string, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { parseEntry, parseList, renderEntry, renderList } from '../../../../../runtime/src/store/redis/entry-text.ts';

const stamp = { epoch: '9f86d081884c7d65', count: 42 };

it('is readable', () => {
  const sealed = { codec: 'data', shape: 't5Ks0gAt', payload: '{"id":42}' };
  const list = renderList(['*', 'f:shop:findUser']);
  expect(renderEntry({ stamp, list, sealed })).toBe(
    'H1 9f86d081884c7d65 42 data t5Ks0gAt\n*\nf:shop:findUser\n\n{"id":42}',
  );
});

it('is read as it was written, whatever the names and the payload are', () => {
  const text = string({ unit: 'binary' });
  const hostile = oneof(text, constantFrom('', '\n', '[', '["*"]', '*\n', '\n*', '%0A', ' b', 'm:', '\ud800'));
  const writing = record({
    count: integer({ min: 0, max: 1e14 }),
    dependencies: array(hostile, { maxLength: 5 }),
    codec: text,
    shape: option(
      text.filter((shape) => shape !== '-'),
      { nil: undefined },
    ),
    payload: oneof(text, uint8Array()),
    owner: option(text, { nil: undefined }),
  });
  assert(
    property(writing, ({ count, dependencies, codec, shape, payload, owner }) => {
      const list = renderList(dependencies);
      const sealed = { codec, payload, ...(shape !== undefined && { shape }) };
      const written = renderEntry({ stamp: { ...stamp, count }, list, sealed, owner });
      const entry = parseEntry(written);
      expect(entry).toEqual({
        stamp: { ...stamp, count },
        list,
        sealed: { ...sealed, payload: typeof payload === 'string' ? payload : Buffer.from(payload) },
        owner,
      });
      for (const expected of [list, renderList([...dependencies, '*']), renderList(dependencies.slice(1)), '*']) {
        const list = { text: expected, last: undefined, lastText: '' };
        // As the first with such a list, as the second, and as one of many.
        for (let times = 0; times < 3; times++) expect(parseEntry(written, list)).toEqual(entry);
      }
      expect(parseList(list)).toEqual(dependencies.map((name) => name.toWellFormed()));
    }),
    { numRuns: 500 },
  );
});

it('is nothing where it was not written by this version, or only in part', () => {
  const whole = renderEntry({ stamp, list: '*', sealed: { codec: 'data', payload: '1' } });
  const texts = ['', 'H1', 'H1 \n\n', whole.replace('H1', 'H2'), whole.replace('42', '4x'), whole.slice(0, -3)];
  expect(texts.map((text) => parseEntry(text))).toEqual(texts.map(() => undefined));
  expect([parseList('["*"'), parseList('[{}]')]).toEqual([[], ['[object Object]']]);
});

it('is told from others of its list that begin like it', () => {
  const expected = { text: '*\nf:shop:findUser', last: undefined, lastText: '' };
  const write = (count: number, shape: string, owner?: string): string =>
    renderEntry({
      stamp: { ...stamp, count },
      list: expected.text,
      sealed: { codec: 'data', shape, payload: '1' },
      owner,
    });
  const first = write(42, 'a');
  const others = [
    write(43, 'a'),
    write(4, 'a'),
    write(42, 'b'),
    write(42, 'a', 'f:shop:findUser'),
    `${first.slice(0, 30)}`,
  ];
  const alone = [first, ...others].map((text) => parseEntry(text));
  for (const text of [first, first, first]) parseEntry(text, expected);
  expect(expected.lastText).toBe(first.slice(0, -1));
  expect([first, ...others].map((text) => parseEntry(text, expected))).toEqual(alone);
  expect([...others, first].map((text) => parseEntry(text, expected))).toEqual([...alone.slice(1), alone[0]]);
});
