import { type LineCase, UNION_CASES } from './union-cases.ts';

/** What the cases are about. */
export const PRELUDE = `
/** @entity user */
export interface User { id: number; email: string; team?: Team | null }
/** @entity team */ export interface Team { id: number; members: User[] }
export interface Row { customer_id: number; name: string; inner: { customer_id: number } }
export interface Order { number: string; buyer: User; lines: { sku: string; ref?: { id: bigint } | null }[] }
export interface Cat { kind: 'cat'; id: number } export interface Dog { kind: 'dog'; chip: string } export interface Fish { scales: number }
export interface Left { id: number; label: string } export interface Right { code: number; label: string }
/** @entity author */ export interface Author { id: number; pen: string } /** @entity club */ export interface Club { id: number; seats: number }
/** @entity anyone */ export interface Anyone { id: number }
export interface Perhaps { id?: number; label: string } export interface Other { id?: number; code?: string; label: string }
export const emailOf = (user: { readonly email: string }): string => user.email;
export const partsOf = (row: Row): readonly [number, string] => [row.customer_id, row.name];
export const Ids = { ofCat: (cat: Cat | null): number => cat?.id ?? 0 };
export const idOf = (value: unknown): string => String(value);
export const wide = (text: string): number => text.length;
declare const none: never;
`;

const user = (id: number): object => ({ id, email: `${id}@x` });

/** What each line finds. */
export const LINE_CASES: readonly LineCase[] = [
  // A line with a name and types of that name.
  {
    line: '@tracks user',
    type: 'User | null',
    value: user(1),
    found: ['one 0 1'],
    tracked: ['user: id team.members[]…'],
  },
  { line: '@tracks user', type: 'User | null', value: null, found: [], tracked: ['user: id team.members[]…'] },
  {
    line: '@tracks team',
    type: '[User, ...Team[]]',
    value: [
      { ...user(1), team: { id: 7, members: [] } },
      { id: 8, members: [] },
    ],
    found: ['list 0', 'one 0 7', 'one 0 8'],
    tracked: ['team: [0].team.id [0].team.members[]… [].id [].members[]…'],
  },
  {
    line: '@tracks user id=email',
    type: 'User[]',
    value: [user(1)],
    found: ['list 0', 'one 0 "1@x"'],
    tracked: ['user: [].email [].team.members[]…'],
  },
  {
    line: '@tracks user id=(id,email) rows missingId=skip',
    type: 'Set<User>',
    value: new Set([user(1)]),
    found: ['list 0', 'parts 0 1,"1@x"'],
    tracked: ['user: [].(id,email) [].team.members[]… rows skip'],
  },
  // Several lines.
  {
    line: '@tracks user id=email\n * @tracks',
    type: 'User',
    value: { ...user(1), team: { id: 7, members: [user(2)] } },
    found: ['list 0', 'one 0 "1@x"', 'one 0 "2@x"', 'one 1 7'],
    tracked: ['user: email team.members[]…', 'team: team.id team.members[]…'],
  },
  {
    line: '@tracks order id=number\n * @tracks user',
    type: 'Order[]',
    value: [{ number: 'a', buyer: user(1), lines: [] }],
    found: ['list 0', 'one 0 "a"', 'one 1 1'],
    tracked: ['order: [].number', 'user: [].buyer.id [].buyer.team.members[]…'],
  },
  {
    // The id of a buyer stands in the row, too, where the buyer was not loaded.
    line: '@tracks user\n * @tracks user id=number',
    type: '(Omit<Order, "buyer"> & { buyer?: User })[]',
    value: [
      { number: 'a', buyer: user(1), lines: [] },
      { number: 'b', lines: [] },
    ],
    found: ['list 1', 'one 0 1', 'one 1 "a"', 'one 1 "b"'],
    tracked: ['user: [].buyer.id [].buyer.team.members[]…', 'user: [].number'],
  },
  {
    line: '@tracks user',
    type: 'Order[]',
    value: [],
    found: ['list 0'],
    tracked: ['user: [].buyer.id [].buyer.team.members[]…'],
  },
  // A name that no type has: the outermost objects with the property.
  {
    line: '@tracks customer id=customer_id',
    type: '{ rows: readonly Row[]; total: number }',
    value: { rows: [{ customer_id: 3, name: 'a', inner: { customer_id: 4 } }], total: 1 },
    found: ['list 0', 'one 0 3'],
    tracked: ['customer: rows[].customer_id'],
  },
  {
    line: '@tracks customer id=customer_id',
    type: 'Row[][]',
    value: [[{ customer_id: 3 }], []],
    found: ['list 0', 'one 0 3'],
    tracked: ['customer: [][].customer_id'],
  },
  {
    line: '@tracks customer id=inner.customer_id',
    type: 'Row',
    value: { customer_id: 3, inner: { customer_id: 4 } },
    found: ['one 0 4'],
    tracked: ['customer: inner.customer_id'],
  },
  {
    line: '@tracks ref',
    type: '{ lines: Order["lines"] }',
    value: { lines: [{ sku: 's', ref: { id: 5n } }, { sku: 't' }, { sku: 'u', ref: null }] },
    found: ['list 0', 'one 0 5n'],
    tracked: ['ref: lines[].ref.id'],
  },
  {
    line: '@tracks line id=ref.id',
    type: 'Order["lines"]',
    value: [{ sku: 't' }],
    found: ['list 0', 'one 0 undefined'],
    tracked: ['line: [].ref.id'],
  },
  {
    line: '@tracks row id=(customer_id,name)',
    type: 'Map<Left, Row>',
    value: new Map([[{ id: 1 }, { customer_id: 3, name: 'a' }]]),
    found: ['list 0', 'parts 0 3,"a"'],
    tracked: ['row: [value].(customer_id,name)'],
  },
  {
    line: '@tracks left',
    type: 'Record<string, Left>',
    value: { a: { id: 1 } },
    found: ['list 0', 'one 0 1'],
    tracked: ['left: {}.id'],
  },
  {
    line: '@tracks left',
    type: '{ [name: string]: Left } & { first: Left }',
    value: { a: { id: 1 }, first: { id: 2 } },
    found: ['list 0', 'one 0 1', 'one 0 2'],
    tracked: ['left: first.id {}.id'],
  },
  {
    line: '@tracks left',
    type: '{ count: string; [index: number]: Left }',
    value: { count: 'two', 0: { id: 1 } },
    found: ['list 0', 'one 0 1'],
    tracked: ['left: {}.id'],
  },
  {
    line: '@tracks left',
    type: '{ "first one": Left }',
    value: { 'first one': { id: 1 } },
    found: ['one 0 1'],
    tracked: ['left: ["first one"].id'],
  },
  {
    line: '@tracks user',
    type: '{ "[first]": User; "#second": User; __third: User }',
    value: { '[first]': user(1), '#second': user(2), __third: user(3) },
    found: ['one 0 1', 'one 0 2', 'one 0 3'],
    tracked: ['user: ["#second"].id ["#second"].team.members[]… ["[first]"]… __third…'],
  },
  {
    line: '@tracks odd',
    type: '{ id: number[] | string }',
    value: { id: [1, 2, 3] },
    found: ['one 0 [1,2,3]'],
    tracked: ['odd: id'],
  },
  ...UNION_CASES,
  // Functions.
  {
    line: '@tracks user id=emailOf',
    type: '{ items: User[] }',
    value: { items: [user(1)] },
    found: ['list 0', 'one 0 "1@x"'],
    tracked: ['user: items[].emailOf()'],
    functions: [({ email }: { email: string }) => email],
  },
  {
    line: '@tracks customer id=partsOf',
    type: 'Row | null',
    value: { customer_id: 3, name: 'a' },
    found: ['parts 0 3,"a"'],
    tracked: ['customer: partsOf()'],
    functions: [({ customer_id, name }: { customer_id: number; name: string }) => [customer_id, name]],
  },
  {
    line: '@tracks cat id=Ids.ofCat',
    type: '(Cat | Dog | null)[]',
    value: [{ kind: 'dog' }, null, { kind: 'cat', id: 6 }],
    found: ['list 0', 'one 0 6'],
    tracked: ['cat: [].Ids.ofCat()'],
    functions: [({ id }: { id: number }) => id],
  },
  {
    line: '@tracks thing id=idOf',
    type: 'unknown',
    value: 5,
    found: ['one 0 "5"'],
    tracked: ['thing: idOf()'],
    functions: [String],
  },
  {
    line: '@tracks thing id=idOf',
    type: 'Map<string, Left[]>',
    value: new Map([['a', [{ id: 1, label: '' }]]]),
    found: ['list 0', 'one 0 1'],
    tracked: ['thing: [value][].idOf()'],
    functions: [({ id }: { id: number }) => id],
  },
  {
    line: '@tracks thing id=wide',
    type: '{ urns: string[]; meta: any }',
    value: { urns: ['ab', 'cde'], meta: 1 },
    found: ['list 0', 'one 0 2', 'one 0 3'],
    tracked: ['thing: urns[].wide() ? meta'],
    functions: [({ length }: string) => length],
  },
  // The result is the id.
  { line: '@invalidates user id=result', type: 'number', value: 5, found: ['one 0 5'], tracked: ['user: .'] },
  {
    line: '@invalidates user id=result',
    type: '(string | null)[]',
    value: ['a', null],
    found: ['list 0', 'one 0 "a"'],
    tracked: ['user: []'],
  },
  {
    line: '@invalidates user id=result',
    type: 'Record<string, bigint>',
    value: { a: 1n },
    found: ['list 0', 'one 0 1n'],
    tracked: ['user: {}'],
  },
  {
    line: '@invalidates user id=result',
    type: 'Map<number, Set<string>> | "none"',
    value: new Map([[1, new Set(['a'])]]),
    found: ['list 0', 'one 0 "a"'],
    tracked: ['user: . [value][]'],
  },
  // What the types do not tell.
  {
    line: '@tracks user',
    type: '{ user: User; meta: unknown; more: { raw: any }[]; bag: object }',
    value: { user: user(1), meta: {}, more: [] },
    found: ['one 0 1'],
    tracked: ['user: user.id user.team.members[]… ? bag meta more[].raw'],
  },
  {
    line: '@tracks left',
    type: '{ left: Left; each: Iterable<Left> }',
    value: { left: { id: 1 } },
    found: ['one 0 1'],
    tracked: ['left: left.id ? each'],
  },
];

/** The source of a case: the function `f7` of the eighth. */
export function declareCase({ line, type }: LineCase, index: number): string {
  return `/**\n * ${line}\n */\nexport async function f${index}(): Promise<${type}> { return none; }`;
}
