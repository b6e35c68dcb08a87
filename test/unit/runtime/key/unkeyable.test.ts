import { describe, expect, it } from 'vitest';
import type { KeyHole } from '../../../../runtime/src/key/key-hole.ts';
import { renderValue } from '../../../../runtime/src/key/render-value.ts';
import { messageOf } from './message-of.ts';

const FIX = 'Name a field of it in a @key template, such as {filter.id}, or leave it out with omit=filter.';
const HOLE: KeyHole = { owner: 'UserRepo.find', name: 'filter', form: 'arguments', excluded: '' };

class Session {
  readonly user = 1;
}

describe('a value that cannot be part of a key', () => {
  it('is refused with its path, the reason and the fix', () => {
    expect(refusalOf({ session: new Session() })).toBe(
      `HF3001 unkeyable-argument: UserRepo.find: filter.session is an instance of Session and has no toJSON(), so it cannot be part of a key. ${FIX}`,
    );
  });

  it('is refused in a template with the hole and a better one', () => {
    expect(refusalOf(Symbol.iterator, { ...HOLE, form: 'template' })).toBe(
      'HF3001 unkeyable-argument: UserRepo.find: filter is a symbol, so it cannot be part of a key. Name a field of it in a @key template, such as {filter.id}.',
    );
  });

  it.each([
    [() => 1, 'filter is a function'],
    [Session, 'filter is a function'],
    [Symbol('s'), 'filter is a symbol'],
    [new Session(), 'filter is an instance of Session and has no toJSON()'],
    [new (class {})(), 'filter is an instance of Object and has no toJSON()'],
    [Promise.resolve(1), 'filter is a promise (await it before the call)'],
    [new WeakMap(), 'filter is an instance of WeakMap and has no toJSON()'],
    [new WeakRef({}), 'filter is an instance of WeakRef and has no toJSON()'],
    [new Error('x'), 'filter is an instance of Error and has no toJSON()'],
    [/x/, 'filter is an instance of RegExp and has no toJSON()'],
    [new AbortController().signal, 'filter is an instance of AbortSignal and has no toJSON()'],
    [new ReadableStream(), 'filter is an instance of ReadableStream and has no toJSON()'],
    [new SharedArrayBuffer(1), 'filter is an instance of SharedArrayBuffer and has no toJSON()'],
    [Math, 'filter is an instance of Math and has no toJSON()'],
    [argumentsObject(1), 'filter is an instance of Arguments and has no toJSON()'],
    [Object('a'), 'filter is a boxed primitive (new String)'],
    [Object(1), 'filter is a boxed primitive (new Number)'],
    [Object(1n), 'filter is a boxed primitive (new BigInt)'],
    [{ [Symbol('s')]: 1 }, 'filter has a field named by a symbol (Symbol(s))'],
    [{ a: [1, () => 1] }, 'filter.a[1] is a function'],
    [{ 'a b': { $c: Symbol('s') } }, 'filter["a b"].$c is a symbol'],
    [new Set([1, Symbol('s')]), 'filter[entry 1] is a symbol'],
    [new Map([[1, [() => 1]]]), 'filter[entry 0][0] is a function'],
    [{ toJSON: () => ({ a: () => 1 }) }, 'filter.toJSON().a is a function'],
    [Object.assign([1], { count: 2 }), 'filter has a field of its own (count) beside its items'],
    [Object.assign([1], { '4294967295': 2 }), 'filter has a field of its own (4294967295) beside its items'],
    [Object.assign([1], { [Symbol('s')]: 2 }), 'filter has a field named by a symbol (Symbol(s))'],
    [{ match: 'a'.match(/a/) }, 'filter.match has a field of its own (groups) beside its items'],
    [Object.assign(new Map(), { count: 2 }), 'filter has a field of its own (count) beside its items'],
    [Object.assign(new Date(0), { zone: 'UTC' }), 'filter has a field of its own (zone) beside its items'],
    [new (class Rows extends Array {})(), 'filter is an instance of Rows and has no toJSON()'],
    [new (class Ids extends Set {})(), 'filter is an instance of Ids and has no toJSON()'],
    [new (class Pixels extends Uint8Array {})(), 'filter is an instance of Pixels and has no toJSON()'],
    [Object.create({ inherited: 1 }), 'filter is an instance of Object and has no toJSON()'],
    [
      Object.create(Object.assign(Object.create(null), { inherited: 1 })),
      'filter is an instance of Object and has no toJSON()',
    ],
  ])('%o is refused, and the message says why', (value, reason) => {
    expect(refusalOf(value)).toBe(refusal(reason));
  });

  it('is refused where it contains itself, by whatever way', () => {
    const list: unknown[] = [];
    list.push({ again: list });
    const map = new Map<unknown, unknown>();
    map.set('self', map);
    const instance = { toJSON: (): unknown => instance };
    expect([list, map, instance].map((value) => refusalOf(value))).toEqual([
      refusal('filter[0].again is cyclic (it is contained in itself)'),
      refusal('filter[entry 0] is cyclic (it is contained in itself)'),
      refusal('filter.toJSON() is cyclic (it is contained in itself)'),
    ]);
  });

  it.each([201, 10_000])(
    'is refused where it is nested %i levels deep, with the middle of the path left out',
    (levels) => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level++) value = { a: value };
      expect(refusalOf(value)).toBe(refusal('filter.a.a.a.a.a.a….a.a.a.a.a.a is nested deeper than 200 levels'));
    },
  );

  it('is refused where every toJSON() makes a new instance', () => {
    const endless = (): unknown => ({ toJSON: endless });
    const half = '.toJSON()'.repeat(6);
    expect(refusalOf(endless())).toBe(refusal(`filter${half}…${half} is nested deeper than 200 levels`));
  });
});

function argumentsObject(..._values: unknown[]): unknown {
  // biome-ignore lint/complexity/noArguments: this very object is under test
  return arguments;
}

function refusal(reason: string): string {
  return `HF3001 unkeyable-argument: UserRepo.find: ${reason}, so it cannot be part of a key. ${FIX}`;
}

function refusalOf(value: unknown, hole = HOLE): unknown {
  return messageOf(() => renderValue(value, hole));
}
