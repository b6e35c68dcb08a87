import { expect, it } from 'vitest';
import { assertSealed } from '../../../../../runtime/src/store/sqlite/assert-sealed.ts';

it('only what the sealing gave is taken', () => {
  const text = { codec: 'data', payload: '1' };
  const bytes = { codec: 'data+gzip', payload: new Uint8Array([1]) };
  expect([assertSealed(text), assertSealed(bytes)]).toEqual([text, bytes]);
  for (const other of [
    undefined,
    null,
    1,
    {},
    { codec: 1, payload: '' },
    { codec: 'data' },
    { codec: 'data', payload: 1 },
  ]) {
    expect(() => assertSealed(other)).toThrow("a store of bytes takes what its sealing's seal() gives.");
  }
});
