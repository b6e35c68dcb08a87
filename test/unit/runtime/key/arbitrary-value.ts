import fc from 'fast-check';

/** An instance that a key can hold: by its toJSON(). */
export class Labelled {
  readonly #label: unknown;

  constructor(label: unknown) {
    this.#label = label;
  }

  toJSON(): unknown {
    return this.#label;
  }
}

/** Texts that another type's value, or a part of the grammar, is spelled like. */
const SPELLED_ALIKE = [
  ...[
    '',
    '0',
    '-0',
    '1',
    '+1',
    '-1',
    '1n',
    '-1n',
    '042',
    '1.0',
    '1.',
    '.5',
    '0.1',
    '1e21',
    '1e+21',
    '1E3',
    '1e-7',
    '0x10',
  ],
  ...[
    'true',
    'false',
    'null',
    'undefined',
    'NaN',
    'Infinity',
    '-Infinity',
    '+Infinity',
    'True',
    'n',
    'e',
    '-',
    '+',
    '.',
  ],
  ...['""', '"1"', '[]', '[1]', '()', '(a=1)', '@NaN', '@Set[1]', 'Set', '~1', '@', '~', '1970-01-01T00:00:00.000Z'],
  ...['%', '%20', '%2D', '%2D1', '%u0020', '%uD800', '%C3%A9', '#', 'new york', 'newyork', 'new\tyork', '1-2', '2-3'],
];

/** One character of each kind that the grammar treats in its own way. */
export const NASTY_CHARACTERS = [
  ...[
    '-',
    '+',
    '.',
    '_',
    'e',
    'n',
    'D',
    'u',
    '0',
    '1',
    '2',
    ':',
    ',',
    '=',
    '|',
    '/',
    '*',
    '@',
    '~',
    '!',
    "'",
    '\\',
    '$',
  ],
  ...['(', ')', '[', ']', '{', '}', '"', '#', '%', ' ', '\n', '\t', '\0', '\x7f', 'é', 'è', '测', '😀', '\u2028'],
];

const LONE_SURROGATES = ['\ud800', '\udbff', '\udc00', '\udfff', '\ud83d'];

/** Short strings, mostly of few nasty characters, so that two of them are often equal or nearly so. */
export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...SPELLED_ALIKE),
  fc.string({ unit: fc.constantFrom(...NASTY_CHARACTERS, ...LONE_SURROGATES), maxLength: 5 }),
  fc.string({ unit: fc.constantFrom('1', '2', '-'), maxLength: 4 }),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

/** Values without content, of every primitive type and of every type that prints as one token or as bytes. */
export const arbitraryLeaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: arbitraryText },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
  fc.constantFrom(0, -0, 1e21, 1e-7, 0.1, -0.5, 5e-324, 2 ** 53, Number.NaN, Infinity, -Infinity),
  fc.double(),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.bigInt(),
  fc.constantFrom(true, false, null, undefined),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(0, 1, -1e15, 8.64e15, -8.64e15, Number.NaN).map((time) => new Date(time)),
  arbitraryBytes(),
);

const arbitraryName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'ab',
    'A',
    '',
    '1',
    '10',
    '2',
    '__proto__',
    'constructor',
    'toJSON',
    'a=1',
    'a,b',
    'é',
    ')',
  ),
  arbitraryText,
);

/** Any value that can be part of a key, nested a few levels deep. */
export const arbitraryValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: arbitraryLeaf },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map(punched) },
    { weight: 2, arbitrary: fc.array(fc.tuple(arbitraryName, tie('value')), { maxLength: 3 }).map(Object.fromEntries) },
    { weight: 1, arbitrary: fc.dictionary(arbitraryName, tie('value'), { maxKeys: 3 }) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((items) => new Set(items)) },
    {
      weight: 1,
      arbitrary: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((all) => new Map(all)),
    },
    { weight: 1, arbitrary: tie('value').map((label) => new Labelled(label)) },
  ),
})).value;

function arbitraryBytes(): fc.Arbitrary<object> {
  const types = [
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
  ];
  const wraps: ((buffer: ArrayBuffer) => object)[] = types.map((Type) => (buffer) => new Type(buffer));
  wraps.push(
    (buffer) => buffer,
    (buffer) => new DataView(buffer),
    (buffer) => Buffer.from(buffer),
  );
  const contents = fc.oneof(fc.constantFrom([], [0], [1], [0, 0]), fc.array(fc.nat(255), { maxLength: 3 }));
  return fc.tuple(fc.constantFrom(...wraps), contents).map(([wrap, items]) => {
    const buffer = new ArrayBuffer(items.length * 8);
    new Uint8Array(buffer).set(items);
    return wrap(buffer);
  });
}

/** Every second item is a hole. */
function punched(items: readonly unknown[]): unknown[] {
  const sparse: unknown[] = [];
  sparse.length = items.length;
  for (let index = 0; index < items.length; index += 2) sparse[index] = items[index];
  return sparse;
}
