import { describe, expect, it } from 'vitest';
import { shapesOf } from './shapes-of.ts';

const TYPES = `
enum Role { Admin = 'admin', Guest = 'guest' }
enum Level { Low, High = 5 }
interface User { readonly id: number; name?: string; tags: readonly string[] }
interface Tree { name: string; children: Tree[] }
interface Person { friend: Pet | null; name: string }
interface Pet { owner?: Person }
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
interface Endless<T> { inner?: Endless<T[]>; value: T }
type Id = string & { readonly __brand: 'Id' };
class Plain { private secret = 1; name = ''; get full() { return ''; } save(): void {} static all = 1; }
class NotFound extends Error { code = 404; }
`;

const SHAPES: Readonly<Record<string, string>> = {
  'Promise<User>': '{ id: number; name?: string; tags: string[] }',
  'Promise<User | null>': '{ id: number; name?: string; tags: string[] } | null',
  'PromiseLike<User[]>': '{ id: number; name?: string; tags: string[] }[]',
  'Promise<Partial<Pick<User, "id">> & { extra: boolean }>': '{ extra: boolean; id?: number }',
  'Record<string, Date>': '{ [string]: Date }',
  'Map<Id, Set<Level>>': 'Map<string, Set<0 | 5>>',
  'ReadonlyMap<string, ReadonlySet<1n | -1>>': 'Map<string, Set<-1 | 1n>>',
  '[a: string, b?: number, ...c: (Role | null)[]]': '[string, number?, ...("admin" | "guest" | null)[]]',
  'readonly [1, "a b"]': '[1, "a b"]',
  'Tree[]': '(A={ children: A[]; name: string })[]',
  'readonly Tree[]': '(A={ children: A[]; name: string })[]',
  Person: 'A={ friend: { owner?: A } | null; name: string }',
  Json: 'A=(A[] | boolean | number | string | { [string]: A } | null)',
  '({ a: 1 } | { b: "}" })[]': '({ a: 1 } | { b: "}" })[]',
  Plain: '{ full: string; name: string; save: function; secret: number }',
  NotFound: 'Error & { code: number }',
  'Error | TypeError | RegExp | Uint8Array': 'Error | RegExp | TypeError | Uint8Array',
  any: 'any',
  '{ a: unknown; b: object; c: {}; d: undefined; e: symbol }':
    '{ a: unknown; b: object; c: object; d: undefined; e: symbol }',
  '() => void': 'function',
  void: 'void',
  never: 'never',
  '`user-${number}`': '`user-${number}`',
  '{ "a-b": 1; $c: 2 }': '{ "a-b": 1; $c: 2 }',
};

const declare = (types: Readonly<Record<string, string>>): string =>
  Object.entries(types)
    .map(([name, type]) => `declare function ${name}(): ${type};`)
    .join('\n');

describe('the shape of a type', () => {
  const names = Object.keys(SHAPES);
  const shapes = shapesOf(TYPES + declare(Object.fromEntries(names.map((type, index) => [`f${index}`, type]))));

  it.each(names)('of %s is a text', (type) => {
    expect(shapes[`f${names.indexOf(type)}`]?.text).toBe(SHAPES[type]);
  });

  it('says generic for type parameters, and what they extend', () => {
    const { f, g } = shapesOf(`
      declare function f<T>(): T[];
      declare function g<Key extends string, Value extends { id: number }>(): Promise<Map<Key, Value>>;`);
    expect([f?.text, g?.text]).toEqual(['generic[]', 'Map<generic string, generic { id: number }>']);
  });

  it('ends where a type makes ever new ones of itself', () => {
    const text = shapesOf(`${TYPES}declare function f(): Endless<1>;`).f?.text ?? '';
    expect(text.slice(0, 40)).toBe('{ inner?: { inner?: { inner?: { inner?: ');
    expect(text.split('{').length - 1).toBe(24);
  });

  it('is written less deep where it would have no end', () => {
    const fields = Array.from({ length: 40 }, (_, i) => `f${i}: Wide<T[]>`).join('; ');
    const text = shapesOf(`interface Wide<T> { ${fields} } declare function f(): Wide<1>;`).f?.text ?? '';
    expect(text.slice(0, 60)).toBe('{ f0: { f0: ...; f10: ...; f11: ...; f12: ...; f13: ...; f14');
    expect(text.length).toBeLessThan(20_000);
  });

  it('is 16 hex digits of SHA-256', () => {
    expect(shapesOf('declare function f(): { id: number };').f).toEqual({
      text: '{ id: number }',
      hash: 'facf3d750b419fef',
    });
  });

  it.each(['fixtures/oldest-typescript', 'fixtures/typescript-5.9'] as const)(
    'is the same with the compiler of %s',
    (place) => {
      const source = TYPES + declare(Object.fromEntries(names.map((type, index) => [`f${index}`, type])));
      expect(shapesOf(source, place)).toEqual(shapes);
    },
  );
});

const BASE = 'interface User { id: number; name: string; role: "a" | "b" } declare function f(): Promise<User[]>;';

const SAME: Readonly<Record<string, string>> = {
  'fields in another order':
    'interface User { role: "a" | "b"; name: string; id: number } declare function f(): Promise<User[]>;',
  'another format':
    'interface User {\n  /** Its number. */\n  id: number,\n  name: string\n  "role": ("a" | "b")\n}\ndeclare function f(): Promise<User[]>;',
  'another name':
    'interface Account { id: number; name: string; role: "a" | "b" } declare function f(): Promise<Account[]>;',
  'an alias': 'type User = { id: number; name: string; role: "a" | "b" }; declare function f(): Promise<User[]>;',
  'an extended interface':
    'interface Base { id: number } interface User extends Base { name: string; role: "a" | "b" } declare function f(): Promise<User[]>;',
  'a generic one':
    'type Row<T> = { id: number; name: string; role: T }; declare function f(): Promise<Row<"a" | "b">[]>;',
  readonly:
    'interface User { readonly id: number; name: string; role: "a" | "b" } declare function f(): Promise<readonly Readonly<User>[]>;',
  'a union in another order':
    'interface User { id: number; name: string; role: "b" | "a" } declare function f(): Promise<User[]>;',
  'an enum of the same values':
    'enum Role { B = "b", A = "a" } interface User { id: number; name: string; role: Role } declare function f(): Promise<User[]>;',
  'a brand':
    'type Id = number & { readonly brand: "Id" }; interface User { id: Id; name: string; role: "a" | "b" } declare function f(): Promise<User[]>;',
  'an inferred type': 'async function f() { return [{ name: "", role: "a" as "a" | "b", id: Number(1) }]; }',
  'types that were made in another order':
    'declare const b: "b"; declare const a: "a"; const list = [b, a] as const; interface User { role: (typeof list)[number]; name: string; id: number } declare function f(): Promise<User[]>;',
};

const OTHER: Readonly<Record<string, string>> = {
  'a field more':
    'interface User { id: number; name: string; role: "a" | "b"; age: number } declare function f(): Promise<User[]>;',
  'a field less': 'interface User { id: number; name: string } declare function f(): Promise<User[]>;',
  'an optional field':
    'interface User { id: number; name?: string; role: "a" | "b" } declare function f(): Promise<User[]>;',
  'a field of another type':
    'interface User { id: string; name: string; role: "a" | "b" } declare function f(): Promise<User[]>;',
  'a value more':
    'interface User { id: number; name: string; role: "a" | "b" | "c" } declare function f(): Promise<User[]>;',
  'a renamed field':
    'interface User { id: number; label: string; role: "a" | "b" } declare function f(): Promise<User[]>;',
  'one instead of a list':
    'interface User { id: number; name: string; role: "a" | "b" } declare function f(): Promise<User>;',
  null: 'interface User { id: number; name: string; role: "a" | "b" } declare function f(): Promise<User[] | null>;',
};

/** Types that hold others, deep, wide or again themselves, so that what is written of one may depend on where it stands. */
function declareNested(): readonly string[] {
  const chain = Array.from(
    { length: 30 },
    (_, at) => `interface C${at} { at${at}: ${at === 29 ? 'string' : `C${at + 1}`} }`,
  );
  const wide = `interface Wide { ${Array.from({ length: 60 }, (_, at) => `a_rather_long_name_${at}: number`).join('; ')} }`;
  const types = [...chain, wide, 'interface Holder { one: Wide; two: Wide; three: { of: Wide[] }; tree: Tree | null }'];
  const results = [...chain.keys()].map((at) => `C${at}`);
  results.push('Wide', 'Holder', 'Holder | null', 'Tree', 'Tree[]', 'Person', 'Pet', '{ pets: Pet[]; owner: Person }');
  return [types.join('\n'), ...results.map((type, at) => `declare function n${at}(): Promise<${type}>;`)];
}

describe('the shape of a type that others hold', () => {
  it('is the same in whatever order they are read', () => {
    const [types = '', ...functions] = declareNested();
    const shapes = shapesOf(TYPES + types + functions.join('\n'));
    // Three times what is wide is too long, so it is written less deep.
    expect(shapes.n31?.text).toContain('three: { of: ...[] }; tree: { children: ...; name: string } | null');
    expect(shapesOf(TYPES + types + functions.toReversed().join('\n'))).toEqual(shapes);
    for (const one of functions) {
      const [name = ''] = /n\d+/.exec(one) ?? [];
      expect(shapesOf(TYPES + types + one)[name]).toEqual(shapes[name]);
    }
  });

  it('tells types that are not found by their names', () => {
    const { f, g } = shapesOf(`
      import type { UserId, OrderId } from './generated.js';
      declare function f(): Promise<\`key:\${UserId}\`>;
      declare function g(): Promise<\`key:\${OrderId}\`>;
    `);
    expect([f?.text, g?.text]).toEqual(['`key:${UserId}`', '`key:${OrderId}`']);
  });
});

describe('the hash of a shape', () => {
  const expected = shapesOf(BASE).f;

  it.each(Object.keys(SAME))('stays the same with %s', (change) => {
    expect(shapesOf(SAME[change] ?? '').f).toEqual(expected);
  });

  it.each(Object.keys(OTHER))('changes with %s', (change) => {
    const other = shapesOf(OTHER[change] ?? '').f;
    expect(other?.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(other?.hash).not.toBe(expected?.hash);
  });
});
