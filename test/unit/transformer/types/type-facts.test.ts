import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
export interface User { id: number; name: string }
export interface Frozen { readonly id: number; readonly tags?: readonly string[]; readonly next?: Frozen }
export class Instance { readonly id: number = 1 }
enum Role { Admin = 'admin', Guest = 'guest' }
declare const anything: any;
`;

const ISOLATIONS: Readonly<Record<string, 'share' | 'freeze' | undefined>> = {
  number: 'share',
  'string | null | undefined': 'share',
  void: 'share',
  Role: 'share',
  '"a" | 1 | true | 5n': 'share',
  'string & { readonly __brand: 1 }': 'share',
  Frozen: 'freeze',
  'Frozen | null': 'freeze',
  'readonly Readonly<User>[]': 'freeze',
  'Readonly<Record<string, number>>': 'freeze',
  'readonly [1, { readonly a: "b" }]': 'freeze',
  'Pick<Frozen, "id">': 'freeze',
  User: undefined,
  'Readonly<User>[]': undefined,
  'Readonly<{ user: User }>': undefined,
  'Record<string, number>': undefined,
  symbol: undefined,
  Date: undefined,
  'Readonly<{ at: Date }>': undefined,
  'ReadonlyMap<string, number>': undefined,
  Instance: undefined,
  any: undefined,
  unknown: undefined,
  '{}': undefined,
  object: undefined,
  '{ -readonly [Name in keyof Frozen]: Frozen[Name] }': undefined,
};

describe('isolation by type', () => {
  const types = Object.keys(ISOLATIONS);
  const found = analyzeSnippets(
    Object.fromEntries(
      types.map((type) => [
        type,
        `${PRELUDE}/** @cache${type === 'symbol' ? ' isolate=share' : ''} */
         export async function find(id: number): Promise<${type}> { return anything; }`,
      ]),
    ),
  );

  it.each(types)('of %s', (type) => {
    expect(found[type]?.specs.map(({ types: facts }) => facts?.isolate)).toEqual([ISOLATIONS[type]]);
  });

  it('of a type parameter is share if it is a primitive, and otherwise a copy, since its constraint tells a part only', () => {
    const { generic } = analyzeSnippets({
      generic: `
        /** @cache */ export async function a<T extends string>(x: T): Promise<T> { return x; }
        /** @cache */ export async function b<T extends readonly string[]>(x: T): Promise<T> { return x; }
        /** @cache */ export async function c<T>(x: T): Promise<T> { return x; }`,
    });
    expect(generic?.specs.map(({ types: facts }) => facts?.isolate)).toEqual(['share', undefined, undefined]);
  });
});

describe('holes that are primitive', () => {
  it('are told by their index in the key, in the order of the names', () => {
    const { all } = analyzeSnippets({
      all: `${PRELUDE}
        const tenantOf = (): string => '';
        /** @cache vary=tenantOf */
        export function a(z: number, b: User, a?: string, role: Role = Role.Guest, list: string[] = [], any?: any): string {
          return z + b.name + a + role + list + any;
        }
        /**
         * @cache
         * @key {user.name}:{user}:{date}:{user.id}
         */
        export function b(user: User | null, date: Date): string { return user?.name + String(date); }
        /** @cache */
        export function c(): string { return ''; }`,
    });
    expect(all?.specs.map(({ holes, types }) => [holes, types])).toEqual([
      [['a', 'any', 'b', 'list', 'role', 'z', 'tenantOf()'], { isolate: 'share', primitives: [0, 4, 5] }],
      [['user.name', 'user', 'date', 'user.id'], { isolate: 'share', primitives: [0, 3] }],
      [[], { isolate: 'share' }],
    ]);
  });
});

/** Each is one function; what is expected is whether its wrapper need not be async. */
const WRAPPERS: Readonly<Record<string, readonly [dropped: boolean, source: string]>> = {
  'a plain one': [true, '/** @cache */ export async function f(id: number): Promise<string> { return ""; }'],
  'one without parameters': [true, '/** @cache */ export async function f(): Promise<string> { return ""; }'],
  'an arrow': [true, '/** @cache */ export const f = async (id: number): Promise<string> => "";'],
  'a method that uses this, super and arguments': [
    true,
    `class Base { load(): string { return ''; } }
     export class A extends Base { /** @cache */ async f(id: number): Promise<string> { return this.load() + super.load() + arguments.length; } }`,
  ],
  'one with a frozen result': [
    true,
    '/** @cache */ export async function f(id: number): Promise<readonly string[]> { return []; }',
  ],
  'one whose result is shared by option': [
    true,
    '/** @cache isolate=share */ export async function f(id: number): Promise<string[]> { return []; }',
  ],
  'one with a tag and a predicate': [
    true,
    'const keep = (): boolean => true; /** @cache if=keep\n * @tag a:{id}\n */ export async function f(id: number): Promise<string> { return ""; }',
  ],
  'one with a path in its key': [
    true,
    '/** @cache\n * @key {user.id}\n */ export async function f(user: { id: number }): Promise<string> { return ""; }',
  ],
  'one that omits an object': [
    true,
    '/** @cache omit=log */ export async function f(id: number, log: Console): Promise<string> { log.info(id); return ""; }',
  ],
  'one that is not async': [
    false,
    '/** @cache */ export function f(id: number): Promise<string> { return Promise.resolve(""); }',
  ],
  'one whose result is copied': [
    true,
    '/** @cache */ export async function f(id: number): Promise<string[]> { return []; }',
  ],
  'one whose result is copied by option': [
    true,
    '/** @cache isolate=copy */ export async function f(id: number): Promise<string> { return ""; }',
  ],
  'one with an object in its key': [
    false,
    '/** @cache */ export async function f(user: { id: number }): Promise<string> { return ""; }',
  ],
  'one with a default': [false, '/** @cache */ export async function f(id = 1): Promise<string> { return ""; }'],
  'one with a pattern': [
    false,
    '/** @cache */ export async function f({ id }: { id: number }): Promise<string> { return ""; }',
  ],
  'one with vary': [
    false,
    'const tenant = (): string => ""; /** @cache vary=tenant */ export async function f(id: number): Promise<string> { return ""; }',
  ],
  'one with computed tags': [
    false,
    'const tags = (): string => ""; /** @cache\n * @tag =tags\n */ export async function f(id: number): Promise<string> { return ""; }',
  ],
  'one with a decorator': [
    false,
    'declare const Get: (target: object, context: object) => void; export class A { /** @cache */ @Get async f(id: number): Promise<string> { return ""; } }',
  ],
  'a declaration that is not at the top': [
    false,
    'export function outer(): unknown { /** @cache */ async function f(id: number): Promise<string> { return ""; } return f; }',
  ],
  'one in a file with a Promise of its own': [
    false,
    'class Promise {} /** @cache */ export async function f(id: number) { return ""; } export const a = new Promise();',
  ],
};

const AT_ES2015: typeof WRAPPERS = {
  'a plain one': [true, '/** @cache */ export async function f(id: number): Promise<string> { return ""; }'],
  'one that calls super': [
    false,
    `class Base { load(): string { return ''; } }
     export class A extends Base { /** @cache */ async f(id: number): Promise<string> { return super.load(); } }`,
  ],
};

describe.each([
  { title: 'ES2022', wrappers: WRAPPERS, options: {} },
  { title: 'ES2016', wrappers: AT_ES2015, options: { target: ts.ScriptTarget.ES2016 } },
])('the wrapper of an async function for $title', ({ wrappers, options }) => {
  const sources = Object.entries(wrappers).map(([title, [, source]]) => [title, source] as const);
  const found = analyzeSnippets(Object.fromEntries(sources), options);

  it.each(Object.entries(wrappers))('is or is not async: %s', (title, [dropped]) => {
    expect(found[title]?.messages).toEqual([]);
    expect(found[title]?.specs.map(({ types }) => types?.dropsAsync ?? false)).toEqual([dropped]);
  });
});

it('shape=any leaves the shape out, and there is one else', () => {
  const { both } = analyzeSnippets({
    both: `/** @cache shape=any */ export function a(): number { return 1; }
           /** @cache */ export function b(): number { return 1; }`,
  });
  expect(both?.specs.map(({ shape }) => shape)).toEqual([undefined, '12886f9d00055adf']);
});
