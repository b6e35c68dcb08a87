import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../../runtime/src/errors.ts';
import { parseValue } from '../../../../runtime/src/key/parse-value.ts';
import { renderValue } from '../../../../runtime/src/key/render-value.ts';
import { arbitraryLeaf, arbitraryText, arbitraryValue, Labelled, NASTY_CHARACTERS } from './arbitrary-value.ts';
import { normalised } from './normalised.ts';
import { sameArgument } from './same-argument.ts';
import { twinsOf } from './twins-of.ts';

const HOLE = { owner: 'find', name: 'filter', form: 'arguments', excluded: '' } as const;
const render = (value: unknown): string => renderValue(value, HOLE);

/** A value and either another one or a twin that hardly differs. */
const pair: fc.Arbitrary<readonly [unknown, unknown]> = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(arbitraryValue, arbitraryValue) },
  { weight: 1, arbitrary: fc.tuple(arbitraryText, arbitraryText) },
  { weight: 3, arbitrary: withTwin(arbitraryLeaf) },
  { weight: 4, arbitrary: withTwin(arbitraryValue) },
  { weight: 2, arbitrary: withForgery(arbitraryLeaf) },
);

function withTwin(values: fc.Arbitrary<unknown>): fc.Arbitrary<readonly [unknown, unknown]> {
  return fc.tuple(values, fc.nat()).map(([value, pick]) => [value, twinOf(value, pick)] as const);
}

/** A container of two values, and one of a single string that is spelled like the two. */
function withForgery(values: fc.Arbitrary<unknown>): fc.Arbitrary<readonly [unknown, unknown]> {
  const spelling = fc.constantFrom(render, (value: unknown) => String(value));
  return fc.tuple(values, values, spelling, fc.nat(4)).map(([a, b, spell, form]) => {
    const [first, second] = [spell(a), spell(b)];
    if (form === 0) return [[a, b], [`${first},${second}`]];
    if (form === 1) return [{ a, b }, { a: `${first},b=${second}` }];
    if (form === 2) return [new Set([a, b]), new Set([`${first},${second}`])];
    if (form === 3) return [new Map([[a, b]]), new Map([[`${first}=${second}`, undefined]])];
    return [{ [first]: b, c: b }, { [`${first}=${second},c`]: b }];
  });
}

function twinOf(value: unknown, pick: number): unknown {
  const twins = twinsOf(value);
  return twins[pick % twins.length];
}

describe('a printed value', () => {
  it('is read back as the value it was printed from', () => {
    const property = fc.property(arbitraryValue, (value) => {
      const parsed = parseValue(render(value));
      return isDeepStrictEqual(parsed, normalised(value)) && sameArgument(parsed, value);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  it('is equal for two values exactly where the two are the same argument', () => {
    const property = fc.property(pair, ([a, b]) => (render(a) === render(b)) === sameArgument(a, b));
    fc.assert(property, { numRuns: 20_000 });
  });

  it('is printable ASCII without blanks, "#", "{" and "}"', () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => /^[!"$-z|~]+$/.test(render(value))),
      { numRuns: 3_000 },
    );
  });

  it('never contains the excluded character in a bare token', () => {
    const property = fc.property(arbitraryText, fc.constantFrom(...NASTY_CHARACTERS), (text, excluded) => {
      const printed = renderValue(text, { ...HOLE, excluded });
      const encoded = renderValue(excluded, HOLE).replace(/^"(.*)"$/, '$1');
      const unescaped = /^[\w.+-]$/.test(excluded) ? printed.replace(/%u....|%../g, '') : printed;
      return printed.startsWith('"') || !unescaped.includes(encoded);
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});

describe('reading a value', () => {
  /** Printed values with one character put in, taken out or replaced. */
  const damaged = fc
    .tuple(arbitraryValue.map(render), fc.nat(), fc.nat(1), fc.constantFrom('', ...NASTY_CHARACTERS, 'A', 'S'))
    .map(([text, place, removed, added]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + added + text.slice(at + removed);
    });

  it('refuses what is not printed like this, and never fails otherwise', () => {
    const property = fc.property(damaged, (text) => {
      try {
        return render(parseValue(text)) === text;
      } catch (error) {
        return error instanceof ConfigurationError;
      }
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});

describe('the generators of these tests', () => {
  const sample = { numRuns: 5_000, seed: 20_260 };

  it('reach every type of value', () => {
    const seen = new Set<string>();
    for (const value of fc.sample(arbitraryValue, sample)) visit(value, (inner) => seen.add(nameOf(inner)));
    const containers = ['Array', 'Labelled', 'Map', 'Object', 'Set', 'null-prototype', 'sparse Array'];
    const bytes = ['ArrayBuffer', 'BigInt64Array', 'Buffer', 'DataView', 'Float32Array', 'Float64Array', 'Int32Array'];
    const moreBytes = ['Int8Array', 'Uint16Array', 'Uint8Array', 'Uint8ClampedArray'];
    const leaves = ['-0', 'Infinity', '-Infinity', 'NaN', 'bigint', 'boolean', 'null', 'number', 'string', 'undefined'];
    const special = ['Date', 'invalid Date', 'lone surrogate', '__proto__'];
    expect([...seen].sort()).toEqual([...containers, ...bytes, ...moreBytes, ...leaves, ...special].sort());
  });

  it('make both equal and different pairs, and different ones that are nearly equal', () => {
    const counts = { same: 0, different: 0, sameText: 0 };
    for (const [a, b] of fc.sample(pair, sample)) {
      counts[sameArgument(a, b) ? 'same' : 'different']++;
      if (isPrimitive(a) && isPrimitive(b) && typeof a !== typeof b && String(a) === String(b)) counts.sameText++;
    }
    expect(Object.values(counts).map((count) => count > 100)).toEqual([true, true, true]);
  });
});

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function visit(value: unknown, see: (value: unknown) => void): void {
  see(value);
  if (value instanceof Labelled) visit(value.toJSON(), see);
  else if (Array.isArray(value) || value instanceof Set) for (const item of value) visit(item, see);
  else if (value instanceof Map) for (const entry of value) for (const item of entry) visit(item, see);
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (name === '__proto__') see('__proto__');
      visit(item, see);
    }
  }
}

function nameOf(value: unknown): string {
  if (value === '__proto__') return value;
  if (typeof value === 'string') return value.isWellFormed() ? 'string' : 'lone surrogate';
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : String(value);
  if (typeof value !== 'object') return typeof value;
  if (value === null) return 'null';
  if (Array.isArray(value)) return Object.keys(value).length < value.length ? 'sparse Array' : 'Array';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid Date' : 'Date';
  return Object.getPrototypeOf(value) === null ? 'null-prototype' : Object.getPrototypeOf(value).constructor.name;
}
