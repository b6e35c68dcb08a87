import { describe, expect, it } from 'vitest';
import { dataCodec } from '../../../../runtime/src/codec/data-codec.ts';
import { messageOf } from '../key/message-of.ts';

class User {
  name = 'Ada';
}

class Numbers extends Array<number> {}

class HttpError extends Error {}

function containing(depth: number, innermost: unknown): unknown {
  let value = innermost;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { deeper: value };
  return value;
}

/** What is refused, and the words that say so. */
function refusalOf(value: unknown): string {
  const text = String(messageOf(() => dataCodec.encode(value)));
  const [, reason] = /^HF3010 unstorable-value: (.*), and codec data does not carry it\. Return/.exec(text) ?? [];
  return reason ?? text;
}

describe('the texts of codec data', () => {
  it.each([
    [
      { id: 42, name: '~D1', tags: ['~Map', '~'], nothing: null },
      '{"id":42,"name":"~D1","tags":["~Map","~"],"nothing":null}',
    ],
    [undefined, '~"~u"'],
    [[undefined, -0, Number.NaN, -Infinity], '~["~u","~-0","~NaN","~-Infinity"]'],
    [{ at: new Date(0), never: new Date(Number.NaN) }, '~{"at":"~D0","never":"~DNaN"}'],
    [{ note: '~D0', big: 42n }, '~{"note":"~~D0","big":"~n42"}'],
    [2n ** 63n, '~"~n0x8000000000000000"'],
    [
      new Map<unknown, unknown>([
        ['a', 1],
        [{ id: 1 }, undefined],
      ]),
      '~["~Map","a",1,{"id":1},"~u"]',
    ],
    [new Set([1, '~u']), '~["~Set",1,"~~u"]'],
    [Object.assign(Object.create(null), { a: 1 }), '~["~Bare",{"a":1}]'],
    // biome-ignore lint/suspicious/noSparseArray: a list with holes is what is written.
    [[, 1, ,], '~["~Sparse",3,1,1]'],
    [/a+/gi, '~["~RegExp","a+","gi",0]'],
    [new Uint16Array([1, 2]), '~["~Bytes","Uint16Array","AQACAA=="]'],
    [Buffer.from('hi'), '~["~Bytes","Buffer","aGk="]'],
  ])('%o is %s', (value, text) => {
    expect(dataCodec.encode(value)).toBe(text);
  });

  it('hold errors with their class, cause and hidden fields', () => {
    const error = Object.assign(new RangeError('too far', { cause: { limit: 3 } }), { code: 'E_FAR', stack: 'at' });
    expect(dataCodec.encode(error)).toBe(
      '~["~Error","RangeError",{"stack":"at","message":"too far","cause":{"limit":3},"code":"E_FAR"},["stack","message","cause"]]',
    );
  });

  it('hold names that need an escape as values, since JSON.parse may take such a name for another', () => {
    const backslash = { kept: 0, '\\': 1 };
    const lineFeed = { kept: 0, '\n': 1 };
    const written = dataCodec.encode([backslash, lineFeed]);
    expect(written).toBe('~[["~Fields","kept",0,"\\\\",1],["~Fields","kept",0,"\\n",1]]');
    expect(dataCodec.decode(written)).toEqual([backslash, lineFeed]);
    const other = dataCodec.encode(lineFeed);
    expect([JSON.parse('{"kept":0,"\\\\":1}'), dataCodec.decode(other)]).toEqual([backslash, lineFeed]);
  });

  it('write an object that stands at two places twice', () => {
    const shared = { n: 1 };
    expect(dataCodec.encode([shared, shared])).toBe('[{"n":1},{"n":1}]');
  });

  it('read accessors once as what they give', () => {
    const value = {
      get now(): Date {
        return new Date(5);
      },
    };
    expect(dataCodec.encode(value)).toBe('~{"now":"~D5"}');
  });

  it('are plain JSON of own fields where something has put fields on every object', () => {
    Reflect.defineProperty(Object.prototype, 'polluted', {
      value: { x: '~D1' },
      enumerable: true,
      writable: true,
      configurable: true,
    });
    const text = dataCodec.encode({ a: ['~'] });
    const decoded = dataCodec.decode('~{"a":"~D1"}');
    const polluted: unknown = Reflect.get({}, 'polluted');
    Reflect.deleteProperty(Object.prototype, 'polluted');
    expect([text, decoded, polluted]).toEqual(['{"a":["~"]}', { a: new Date(1) }, { x: '~D1' }]);
  });
});

describe('codec data refuses, naming the place,', () => {
  it.each([
    [{ rows: [{ save: () => 1 }] }, 'result.rows[0].save is a function'],
    [Symbol('s'), 'result is a symbol'],
    [{ user: new User() }, 'result.user is an instance of User'],
    [new Numbers(1, 2), 'result is an instance of Numbers'],
    [new HttpError('no'), 'result is an instance of HttpError'],
    [[new URL('http://localhost/')], 'result[0] is an instance of URL'],
    [{ 'a b': Promise.resolve(1) }, 'result["a b"] is an instance of Promise'],
    [new Map([['user', new User()]]), 'result.get("user") is an instance of User'],
    [new Map([[new User(), 1]]), 'result.key is an instance of User'],
    [new Set([1, new User()]), 'result[1] is an instance of User'],
    [{ [Symbol('s')]: 1 }, 'result has fields that are symbols or not enumerable'],
    [[Object.defineProperty({}, 'secret', { value: 1 })], 'result[0] has fields that are symbols or not enumerable'],
    [/a(b)/.exec('ab'), 'result is a list with fields besides its items'],
    [Object.assign([1], { '01': 0 }), 'result is a list with fields besides its items'],
    [Object.assign(new Date(0), { zone: 'CET' }), 'result is a Date with fields of its own'],
    [Object.assign(new Map(), { zone: 'CET' }), 'result is a Map with fields of its own'],
    [new Number(1), 'result is an instance of Number'],
    [new WeakMap(), 'result is an instance of WeakMap'],
    [Object.assign(new Error('no'), { user: new User() }), 'result.user is an instance of User'],
    [new ArrayBuffer(1, { maxByteLength: 2 }), 'result is an instance of ArrayBuffer'],
  ])('%o', (value, reason) => {
    expect(refusalOf(value)).toBe(reason);
  });

  it('values that contain themselves', () => {
    const team: Record<string, unknown> = { name: 'A' };
    const user = { team, id: 1 };
    team.members = [user];
    expect(refusalOf({ user })).toBe('result.user.team.members[0] is result.user itself, so the value has no end');
    const list: unknown[] = [];
    list.push(list);
    expect(refusalOf(list)).toBe('result[0] is result itself, so the value has no end');
  });

  it('more than 1,000 levels, and takes 1,000', () => {
    const deepest = containing(1000, []);
    expect(dataCodec.decode(dataCodec.encode(deepest))).toEqual(deepest);
    const dated = containing(1000, new Date(0));
    expect(dataCodec.decode(dataCodec.encode(dated))).toEqual(dated);
    expect(refusalOf(containing(1001, []))).toMatch(
      /^result\[0\]\.deeper.*….* is nested in more than 1000 levels, the most that are stored$/,
    );
  });

  it('small values that would be written as huge ones', () => {
    let doubled: unknown = [];
    for (let i = 0; i < 40; i++) doubled = [doubled, doubled];
    expect(refusalOf(doubled)).toMatch(/ is reached after 4000000 parts, the most that are stored$/);
    expect(refusalOf(Object.assign([], { length: 5_000_000 }))).toBe(
      'result is reached after 4000000 parts, the most that are stored',
    );
  });
});
