import { describe, expect, it } from 'vitest';
import { exceedsBytes } from '../../../../runtime/src/value/exceeds-bytes.ts';
import { freezeDeep } from '../../../../runtime/src/value/freeze-value.ts';
import { isolate } from '../../../../runtime/src/value/isolate.ts';

function copyOf(value: object): object {
  const isolated = isolate(value, 'copy');
  if (isolated === undefined) throw new Error('expected to be copied');
  return Object(isolated.copier(isolated.kept));
}

function bytesOf(value: object): readonly number[] {
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
  if (value instanceof DataView) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  return value instanceof Uint8Array ? [...value] : [];
}

describe('bytes', () => {
  it.each<[name: string, make: () => ArrayBuffer | DataView | Uint8Array]>([
    ['ArrayBuffer', () => Uint8Array.of(1, 2, 3).buffer],
    ['DataView', () => new DataView(Uint8Array.of(0, 1, 2, 3, 0).buffer, 1, 3)],
    ['Buffer', () => Buffer.of(1, 2, 3)],
    ['Uint8Array', () => Uint8Array.of(1, 2, 3)],
  ])('of %s are copied with their class and share no memory', (name, make) => {
    const value = make();
    const copy = copyOf(value);
    new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer).fill(9);
    expect([copy.constructor.name, bytesOf(copy)]).toEqual([name, [1, 2, 3]]);
  });

  it('count as many as there are, and eight for what is no text', () => {
    const view = new Uint8Array(100);
    expect([exceedsBytes(view, 101), exceedsBytes(view, 102), exceedsBytes(view.buffer, 101)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([exceedsBytes(1, 7), exceedsBytes(null, 8), exceedsBytes(undefined, 7)]).toEqual([true, false, true]);
  });

  it('are not frozen, and neither is what holds functions or symbols', () => {
    const held = [{ bytes: new Uint8Array(1) }, { call: () => 1 }, { name: Symbol('a') }, { plain: [1] }];
    expect(held.map((one) => [freezeDeep(one), Object.isFrozen(one)])).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
  });
});
