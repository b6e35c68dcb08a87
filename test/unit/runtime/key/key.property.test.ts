import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileKey, type KeyedSpec } from '../../../../runtime/src/key/compile-template.ts';
import { parseKey } from '../../../../runtime/src/key/parse-key.ts';
import { arbitraryText, arbitraryValue, NASTY_CHARACTERS } from './arbitrary-value.ts';
import { normalised } from './normalised.ts';
import { sameArgument } from './same-argument.ts';
import { twinsOf } from './twins-of.ts';

/** A function and the values of two calls of it. */
interface TwoCalls {
  readonly spec: KeyedSpec;
  readonly a: readonly unknown[];
  readonly b: readonly unknown[];
}

const NAMES = ['a', 'b', 'c'];
const LOCATION = { prefix: 'h:f', namespace: '@shop/web@2' };

const separator = fc.oneof(
  fc.constantFrom(...NASTY_CHARACTERS),
  fc.string({ unit: fc.constantFrom(...NASTY_CHARACTERS), minLength: 1, maxLength: 3 }),
);

const argumentsSpec: fc.Arbitrary<KeyedSpec> = fc.constantFrom(1, 2, 3).map((holes) => {
  return { id: 'find', holes: NAMES.slice(0, holes), key: { form: 'arguments', holes } };
});

/** One to three holes, now and then the first one twice, with any text between and around them. */
const templateSpec: fc.Arbitrary<KeyedSpec> = fc
  .tuple(
    fc.constantFrom([0], [0, 1], [1, 0], [0, 1, 2], [0, 1, 0]),
    fc.array(separator, { minLength: 4, maxLength: 4 }),
    fc.nat(3),
  )
  .map(([order, texts, ends]) => {
    const before = ends % 2 === 0 ? [] : [texts[3] ?? ''];
    const after = ends < 2 ? [] : [texts[0] ?? ''];
    const inner = order.flatMap((hole, at) => (at === 0 ? [hole] : [texts[at] ?? '', hole]));
    const holes = new Set(order).size;
    return {
      id: 'find',
      holes: NAMES.slice(0, holes),
      key: { form: 'template', holes, template: [...before, ...inner, ...after] },
    };
  });

/** Calls whose keys a careless printer merges: one value replaced by a twin, or text moved across a separator. */
function callsOf(specs: fc.Arbitrary<KeyedSpec>): fc.Arbitrary<TwoCalls> {
  return specs.chain((spec) => {
    const { length } = spec.holes;
    const values = fc.array(arbitraryValue, { minLength: length, maxLength: length });
    const twins = fc.tuple(values, fc.nat(length - 1), fc.nat()).map(([a, place, pick]) => {
      const candidates = twinsOf(a[place]);
      return { spec, a, b: a.with(place, candidates[pick % candidates.length]) };
    });
    const unrelated = fc.tuple(values, values).map(([a, b]) => ({ spec, a, b }));
    return length < 2 ? fc.oneof(twins, unrelated) : fc.oneof(twins, unrelated, shiftedAcross(spec));
  });
}

/** `('1-2', '3')` and `('1', '2-3')`, with the spec's own separator, its printed form, or another text of the grammar. */
function shiftedAcross(spec: KeyedSpec): fc.Arbitrary<TwoCalls> {
  const own = spec.key.form === 'template' ? spec.key.template.filter((piece) => typeof piece === 'string') : [',b='];
  const moved = fc.oneof(fc.constantFrom(...own, ...own.map((text) => encodeURIComponent(text))), separator);
  const part = fc.oneof(fc.constantFrom('1', '2', '', 'x'), arbitraryText);
  return fc.tuple(part, moved, part, moved, part).map(([x, first, y, second, z]) => {
    return { spec, a: [`${x}${first}${y}`, z, x], b: [x, `${y}${second}${z}`, x] };
  });
}

const anyCalls = fc.oneof(callsOf(argumentsSpec), callsOf(templateSpec), callsOf(templateSpec));

function sameCall({ spec, a, b }: TwoCalls): boolean {
  return spec.holes.every((_, index) => sameArgument(a[index], b[index]));
}

describe('the key of a call', () => {
  it('is equal for two calls exactly where all their arguments are the same', () => {
    const property = fc.property(anyCalls, (calls) => {
      const render = compileKey(calls.spec, LOCATION, Number.POSITIVE_INFINITY);
      return (render(calls.a) === render(calls.b)) === sameCall(calls);
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  it('is still so when cut to 250 bytes, and is printable ASCII', () => {
    const property = fc.property(anyCalls, (calls) => {
      const render = compileKey(calls.spec, LOCATION);
      const [a, b] = [render(calls.a), render(calls.b)];
      const wellFormed = [a, b].every((key) => Buffer.byteLength(key) <= 250 && /^[!-z|~]+$/.test(key));
      return wellFormed && (a === b) === sameCall(calls);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  it('is read back as the call it was made from', () => {
    const property = fc.property(anyCalls, ({ spec, a }) => {
      const parsed = parseKey(compileKey(spec, LOCATION, Number.POSITIVE_INFINITY)(a), spec);
      const kept = spec.key.form === 'template' ? spec.holes : spec.holes.filter((_, index) => a[index] !== undefined);
      const values = Object.fromEntries(kept.map((name) => [name, normalised(a[spec.holes.indexOf(name)])]));
      const named = spec.key.form === 'template' ? { values } : { arguments: values };
      return isDeepStrictEqual(parsed, { form: spec.key.form, ...LOCATION, id: 'find', ...named });
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('of arguments is read back without a spec', () => {
    const property = fc.property(callsOf(argumentsSpec), ({ spec, a }) => {
      const key = compileKey(spec, LOCATION, Number.POSITIVE_INFINITY)(a);
      return isDeepStrictEqual(parseKey(key), parseKey(key, spec));
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});

describe('a key that varies', () => {
  /** The same calls, varying by their own last value, and by what all functions vary by. */
  const varied = fc.tuple(anyCalls, fc.boolean(), arbitraryValue, arbitraryValue).map(([calls, own, ofA, ofB]) => {
    const { spec, a, b } = calls;
    if (!own) return { ...calls, ofA, ofB };
    const { length } = spec.holes;
    const holes = [...spec.holes, 'tenantOf()'];
    const varying: KeyedSpec = { ...spec, holes, key: { ...spec.key, holes: length + 1 }, vary: length };
    return { spec: varying, a: [...a.slice(0, length), ofB], b: [...b.slice(0, length), ofA], ofA, ofB };
  });

  it('is equal exactly where arguments and all that it varies by are the same', () => {
    const property = fc.property(varied, ({ spec, a, b, ofA, ofB }) => {
      const render = (values: readonly unknown[], all: unknown) =>
        compileKey(spec, { ...LOCATION, vary: () => all }, Number.POSITIVE_INFINITY)(values);
      return (render(a, ofA) === render(b, ofB)) === (sameCall({ spec, a, b }) && sameArgument(ofA, ofB));
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('is read back', () => {
    const property = fc.property(varied, ({ spec, a, ofA }) => {
      const key = compileKey(spec, { ...LOCATION, vary: () => ofA }, Number.POSITIVE_INFINITY)(a);
      const vary = [ofA, ...(spec.vary === undefined ? [] : [a[spec.vary]])].slice(ofA === undefined ? 1 : 0);
      const parsed = parseKey(key, spec);
      return isDeepStrictEqual('vary' in parsed ? parsed.vary : [], vary.map(normalised));
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});

describe('the key of a list whose order does not count', () => {
  const lists = fc.array(arbitraryValue, { maxLength: 6 });
  const spec: KeyedSpec = { id: 'find', holes: ['ids'], key: { form: 'arguments', holes: 1 }, unordered: [0] };
  const render = (list: unknown): string => compileKey(spec, LOCATION, Number.POSITIVE_INFINITY)([list]);

  it('is the same for any permutation, and for a Set of the same items', () => {
    const permuted = lists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const property = fc.property(permuted, ([list, other]) => {
      const unique = [...new Set(list)];
      return render(list) === render(other) && render(new Set(list)) === render(unique);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  it('is another one for another multiset', () => {
    const plain: KeyedSpec = { ...spec, unordered: [] };
    const printed = (item: unknown): string => compileKey(plain, LOCATION, Number.POSITIVE_INFINITY)([[item]]);
    const changed = fc.tuple(lists, fc.nat(), arbitraryValue).map(([list, at, item]) => {
      const place = at % (list.length + 1);
      return [list, place === list.length ? [...list, item] : list.with(place, item)];
    });
    const property = fc.property(fc.oneof(changed, fc.tuple(lists, lists)), ([a = [], b = []]) => {
      const same = isDeepStrictEqual(a.map(printed).sort(), b.map(printed).sort());
      return (render(a) === render(b)) === same;
    });
    fc.assert(property, { numRuns: 10_000 });
  });
});

describe('the generators of these tests', () => {
  it('use every separator, and make both equal and different calls', () => {
    const calls = fc.sample(anyCalls, { numRuns: 10_000, seed: 20_260 });
    const templates = calls.map(({ spec }) => spec.key).filter((key) => key.form === 'template');
    const separators = new Set(
      templates.flatMap(({ template }) => template.slice(1, -1)).filter((piece) => typeof piece === 'string'),
    );
    expect(NASTY_CHARACTERS.filter((char) => !separators.has(char))).toEqual([]);
    const counts = { same: 0, different: 0, texts: 0 };
    for (const call of calls) {
      counts[sameCall(call) ? 'same' : 'different']++;
      if ([...call.a, ...call.b].every((value) => typeof value === 'string') && !sameCall(call)) counts.texts++;
    }
    expect(Object.values(counts).map((count) => count > 200)).toEqual([true, true, true]);
  });
});
