import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parseValue } from '../../../../runtime/src/key/parse-value.ts';
import { renderValue } from '../../../../runtime/src/key/render-value.ts';

const HOLE = { owner: 'find', name: 'filter', form: 'arguments', excluded: '' } as const;
const render = (value: unknown): string => renderValue(value, HOLE);
const bytes = (items: readonly number[]): ArrayBuffer => Uint8Array.from(items).buffer;

describe('a printed primitive', () => {
  it.each([
    [42, '42'],
    [-1.5, '-1.5'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [0, '0'],
    [-0, '0'],
    [Number.NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [42n, '42n'],
    [-42n, '-42n'],
    [true, 'true'],
    [false, 'false'],
    [null, 'null'],
    [undefined, 'undefined'],
  ])('prints %o as JavaScript writes it', (value, printed) => {
    expect(render(value)).toBe(printed);
  });

  it.each([
    ['Ada', 'Ada'],
    ['user_1.name', 'user_1.name'],
    ['2026-11-21', '2026-11-21'],
    ['550e8400-e29b-41d4-a716-446655440000', '550e8400-e29b-41d4-a716-446655440000'],
    ['new york', 'new%20york'],
    ['a\tb\n\0', 'a%09b%0A%00'],
    ["it's (1,2) [x] {y}!", 'it%27s%20%281%2C2%29%20%5Bx%5D%20%7By%7D%21'],
    ['測試', '%E6%B8%AC%E8%A9%A6'],
    ['😀', '%F0%9F%98%80'],
    ['a\ud800b', 'a%uD800b'],
    ['\ude00\ud83d', '%uDE00%uD83D'],
    ['%41', '%2541'],
  ])('prints the string %o with everything else percent-encoded', (value, printed) => {
    expect(render(value)).toBe(printed);
  });

  it.each([
    ...['', '42', '-1', '+1', '1n', '007', '1.', '.5', '1e3', '1E+3', '-1.5e-7n'],
    ...['true', 'false', 'null', 'undefined', 'NaN', 'Infinity', '-Infinity'],
  ])('prints the string "%s" in quotes, since it would be read as something else', (text) => {
    expect(render(text)).toBe(`"${text}"`);
  });
});

describe('a printed array or plain object', () => {
  it.each([
    [[], '[]'],
    [[[]], '[[]]'],
    [[1, '1', undefined], '[1,"1",undefined]'],
    [Array(2), '[undefined,undefined]'],
    [{}, '()'],
    [{ '': '' }, '(="")'],
    [{ page: 1, city: 'Oslo' }, '(city=Oslo,page=1)'],
    [{ b: 1, B: 2, 10: 3, 9: 4 }, '(10=3,9=4,B=2,b=1)'],
    [{ a: undefined, b: { c: undefined } }, '(b=())'],
    [{ 42: 'x', 'a=b': 1 }, '(42=x,a%3Db=1)'],
    [JSON.parse('{"__proto__":{"a":1}}'), '(__proto__=(a=1))'],
    [Object.assign(Object.create(null), { a: 1 }), '(a=1)'],
    [Object.create(Object.create(null), { a: { value: 1, enumerable: true } }), '(a=1)'],
    [{ toJSON: 'a field like any other' }, '(toJSON=a%20field%20like%20any%20other)'],
  ])('prints the array or plain object %o with its content', (value, printed) => {
    expect(render(value)).toBe(printed);
  });
});

describe('a printed built-in object', () => {
  it.each([
    [new Date(0), '@1970-01-01T00%3A00%3A00.000Z'],
    [new Date(8.64e15), '@+275760-09-13T00%3A00%3A00.000Z'],
    [new Date(Number.NaN), '@NaN'],
    [new Set(), '@Set[]'],
    [new Set(['b', 10, 9, 'a', '9']), '@Set["9",10,9,a,b]'],
    [new Set([{ a: 1 }, { a: 1 }]), '@Set[(a=1),(a=1)]'],
    [new Map(), '@Map[]'],
    [
      new Map<unknown, unknown>([
        ['b', 1],
        [{ x: 1 }, [2]],
        [1, 'a'],
      ]),
      '@Map[(x=1)=[2],1=a,b=1]',
    ],
    [
      new Map([
        [{}, 2],
        [{}, 1],
      ]),
      '@Map[()=1,()=2]',
    ],
    [Uint8Array.of(1, 2, 251), '@Uint8Array[AQL7]'],
    [Buffer.from([1, 2, 251]), '@Uint8Array[AQL7]'],
    [new Uint8Array(bytes([0, 1, 2, 251, 0]), 1, 3), '@Uint8Array[AQL7]'],
    [Uint8ClampedArray.of(1, 2, 251), '@Uint8ClampedArray[AQL7]'],
    [Float64Array.of(1), '@Float64Array[AAAAAAAA8D8]'],
    [bytes([1, 2, 251]), '@ArrayBuffer[AQL7]'],
    [new DataView(bytes([0, 1, 2, 251]), 1), '@DataView[AQL7]'],
  ])('prints the built-in object %o with its type', (value, printed) => {
    expect(render(value)).toBe(printed);
  });
});

describe('a printed instance', () => {
  it('prints an instance as its toJSON(), apart from the same plain value', () => {
    class Money {
      toJSON(): unknown {
        return { currency: 'NOK', cents: 5n };
      }
    }
    expect(render(new Money())).toBe('~(cents=5n,currency=NOK)');
    expect(render(new URL('http://a/b?c'))).toBe('~http%3A%2F%2Fa%2Fb%3Fc');
    expect(render({ toJSON: () => ({ toJSON: () => '42' }) })).toBe('~~"42"');
  });

  it('prints a subclass of a built-in by its own toJSON()', () => {
    class Day extends Date {
      override toJSON(): string {
        return 'a day';
      }
    }
    expect(render(new Day(0))).toBe('~a%20day');
  });
});

describe('printing an object', () => {
  it('prints objects of another realm like those of its own', () => {
    const theirs = runInNewContext(`({
      array: [1], date: new Date(0), map: new Map([[1, 2]]), set: new Set([1]), bytes: new Uint8Array([1]),
      buffer: new ArrayBuffer(1), view: new DataView(new ArrayBuffer(1)), bare: Object.create(null),
    })`);
    const ours =
      '(array=[1],bare=(),buffer=@ArrayBuffer[AA],bytes=@Uint8Array[AQ],date=@1970-01-01T00%3A00%3A00.000Z,map=@Map[1=2],set=@Set[1],view=@DataView[AA])';
    expect(render(theirs)).toBe(ours);
  });

  it('reads getters of plain objects and leaves out fields that are not enumerable', () => {
    const value = Object.defineProperties(
      {},
      {
        page: { enumerable: true, get: () => 1 },
        hidden: { value: 2 },
        [Symbol('bookkeeping')]: { value: 3 },
      },
    );
    expect(render(value)).toBe('(page=1)');
  });

  it('prints an object that is used twice, twice', () => {
    const shared = { a: 1 };
    expect(render([shared, shared])).toBe('[(a=1),(a=1)]');
  });

  it('hands on what a getter, a proxy or a toJSON() throws', () => {
    const failure = new Error('a failure of the user’s own');
    const fail = (): never => {
      throw failure;
    };
    const failing = [
      Object.defineProperty({}, 'a', { enumerable: true, get: fail }),
      new Proxy({}, { ownKeys: fail }),
      { toJSON: fail },
    ];
    expect(failing.map((value) => caughtFrom(() => render(value)))).toEqual([failure, failure, failure]);
  });

  it('prints 200 levels of nesting, which is the most, and reads them back', () => {
    const deepest = nested(200);
    expect(parseValue(render(deepest))).toEqual(deepest);
  });
});

describe('a value before text that it could run into', () => {
  it.each([
    ['-', '-1', '"-1"'],
    ['-', -1, '%2D1'],
    ['-', 'a-b', 'a%2Db'],
    ['-', new Date(0), '@1970%2D01%2D01T00%3A00%3A00.000Z'],
    ['-', ['a-b'], '[a-b]'],
    ['-', { toJSON: () => -1 }, '~%2D1'],
    ['-', { toJSON: () => [-1] }, '~[-1]'],
    ['2', 1220, '1%32%320'],
    ['2', 'é b2', '%C3%A9%20b%32'],
    ['n', 5n, '5%6E'],
    ['t', true, '%74rue'],
    ['S', new Set(['S']), '@Set[S]'],
    ['é', 'éè', '%u00E9%C3%A8'],
    [' ', 'a b', 'a%u0020b'],
    ['😀', '😀😁', '%uD83D%uDE00%F0%9F%98%81'],
  ])('with %o excluded, prints %o without it in a bare token', (excluded, value, printed) => {
    expect(renderValue(value, { ...HOLE, excluded })).toBe(printed);
  });
});

function nested(levels: number): unknown {
  let value: unknown = 'innermost';
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function caughtFrom(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
