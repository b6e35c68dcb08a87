import fc from 'fast-check';
import { BYTE_CLASSES } from '../../../../runtime/src/codec/tags.ts';

/** Strings that the codec's own tags are spelled like, and others that texts are often broken by. */
const SPELLED_LIKE_TAGS = [
  ...['~', '~~', '~~~', '~D1', '~DNaN', '~n1', '~n', '~u', '~NaN', '~Infinity', '~-0', '~?'],
  ...['~Map', '~Set', '~Bare', '~Sparse', '~RegExp', '~Error', '~Bytes', '', '\0', '\u2028', '\ud800', '\udfff\ud800'],
];

const NAMES = [
  'a',
  'b',
  '\\',
  '\n',
  '\\n',
  '"',
  '\0',
  '__proto__',
  'constructor',
  'toJSON',
  'then',
  'length',
  '',
  '1',
  '0',
  '01',
  '~Map',
  '~u',
];

export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...SPELLED_LIKE_TAGS),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

const arbitraryName = fc.oneof(fc.constantFrom(...NAMES), arbitraryText);

const arbitraryJsonLeaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: arbitraryText },
  fc.constantFrom(null, true, false, 0, 1, -1, 1e21, 5e-324, 2 ** 53),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
);

/** `__proto__` is a field like any other. */
function objectOf(
  fields: readonly (readonly [string, unknown])[],
  prototype: object | null = Object.prototype,
): object {
  const object: object = Object.create(prototype);
  for (const [name, value] of fields) {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

function jsonWith(names: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: arbitraryJsonLeaf },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
      { weight: 2, arbitrary: fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((all) => objectOf(all)) },
    ),
  })).value;
}

/** What JSON carries. */
export const arbitraryJson: fc.Arbitrary<unknown> = jsonWith(arbitraryName);

/** What JSON carries, with field names that it writes as they are. */
export const arbitraryPlainJson: fc.Arbitrary<unknown> = jsonWith(
  arbitraryName.filter((name) => JSON.stringify(name) === `"${name}"`),
);

const arbitraryBytes: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom(...BYTE_CLASSES), fc.array(fc.nat(255), { maxLength: 3 }))
  .filter(([name]) => Reflect.has(globalThis, name))
  .map(([name, items]) => {
    const buffer = new ArrayBuffer(items.length * 8);
    new Uint8Array(buffer).set(items);
    if (name === 'ArrayBuffer') return buffer;
    return name === 'Buffer' ? Buffer.from(buffer) : Reflect.construct(Reflect.get(globalThis, name), [buffer]);
  });

const arbitraryRegExp = fc
  .tuple(
    fc.constantFrom('a', '~', '(?:)', '\\/', '[\\u{1F600}]', '\\d+$'),
    fc.constantFrom('', 'g', 'iu', 'gimsuyd'),
    fc.nat(3),
  )
  .map(([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex }));

const arbitraryLeaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: arbitraryJsonLeaf },
  fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.constant(undefined),
  fc.bigInt(),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.constantFrom(2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 200n),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(8.64e15, -8.64e15, -1, Number.NaN).map((time) => new Date(time)),
  arbitraryBytes,
  arbitraryRegExp,
);

const ERRORS = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

function errorOf(makes: (typeof ERRORS)[number], message: string, more: readonly [unknown, unknown]): Error {
  const error = more[0] === undefined ? new makes(message) : new makes(message, { cause: more[0] });
  return more[1] === undefined ? error : Object.assign(error, { code: more[1] });
}

/** Every kind of value that codec `data` says it carries, nested a few levels deep. */
export const arbitraryData: fc.Arbitrary<unknown> = fc.letrec((tie) => {
  const items = fc.array(tie('value'), { maxLength: 3 });
  const fields = fc.array(fc.tuple(arbitraryName, tie('value')), { maxLength: 3 });
  return {
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      { weight: 5, arbitrary: arbitraryLeaf },
      { weight: 2, arbitrary: items },
      { weight: 1, arbitrary: items.map(punched) },
      { weight: 3, arbitrary: fields.map((all) => objectOf(all)) },
      { weight: 1, arbitrary: fields.map((all) => objectOf(all, null)) },
      { weight: 1, arbitrary: items.map((all) => new Set(all)) },
      {
        weight: 1,
        arbitrary: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((all) => new Map(all)),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...ERRORS), arbitraryText, fc.tuple(tie('value'), tie('value')))
          .map(([makes, message, more]) => errorOf(makes, message, more)),
      },
      { weight: 1, arbitrary: items.map((all) => new AggregateError(all, 'several')) },
    ),
  };
}).value;

/** Every second item is a hole. */
function punched(items: readonly unknown[]): unknown[] {
  const sparse: unknown[] = [];
  sparse.length = items.length;
  for (let index = 0; index < items.length; index += 2) sparse[index] = items[index];
  return sparse;
}
