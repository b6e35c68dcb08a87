import { expect, it } from 'vitest';
import { copyFields } from '../../../../runtime/src/codec/copy-fields.ts';
import { dataCodec } from '../../../../runtime/src/codec/data-codec.ts';

const counted = {
  reads: 0,
  get now() {
    return 1;
  },
};

it.each([
  [{ id: 42, name: 'Ada "Countess"', active: true, team: null }],
  [JSON.parse('{"__proto__":1,"2":"b","1":"a"}')],
  [counted],
])('is what the codec reads back of an object without parts, and another one: %j', (value) => {
  const payload = dataCodec.encode(value);
  const copy = copyFields(value, payload);
  expect(copy).toStrictEqual(dataCodec.decode(payload));
  expect(Object.keys(copy ?? {})).toEqual(Object.keys(value));
  expect(copy).not.toBe(value);
});

it.each([
  ['a part', { a: { b: 1 } }],
  ['nothing', {}],
  ['a list', [1]],
  ['a text', '{"a":1}'],
  ['another prototype', Object.assign(Object.create(null), { a: 1 })],
])('leaves it to the codec where there is %s', (_, value) => {
  expect(copyFields(value, JSON.stringify(value))).toBe(undefined);
});

it('leaves it to the codec where the text has tags, or is none', () => {
  expect(copyFields({ a: 1 }, '~{"a":1}')).toBe(undefined);
  expect(copyFields({ a: 1 }, new Uint8Array())).toBe(undefined);
});
