import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { planSource } from './plan-source.ts';

const ELSEWHERE = `
/** @entity country id=code */
export interface Country { code: string; name: string }
export interface City { id: number }
/** @entity city */ export type Town = City;
`;

const PACKAGE = `
/**
 * An account.
 * @entity account id=number - known by its number
 */
export declare class Account { number: bigint; holder: string }
`;

const PRELUDE = `
import type { Country, City } from './elsewhere.ts';
import type { Account } from 'bank';
/** @entity user */
export interface User { id: number; name: string; password: string }
export interface Admin extends User { rights: string[] }
/** @entity guest */ export interface Guest extends User { until: Date }
/** @entity team */ export class Team { id = 1; name = '' }
export class Club extends Team { city = '' }
export class Imitation implements User { id = 1; name = ''; password = ''; }
/** @entity item id=(orderId,productId) */ export type Item = { orderId: string; productId: number };
/** @entity page */ export interface Page<T> { id: string; items: T[] }
/** @entity box */ export type Box<T> = { id: string; held: T };
export interface Plain { id: number; name: string }
/** @entity plain */ export type Renamed = Plain;
export type Pair = { id: number; second: string };
/** @entity left */ export type LeftPair = Pair;
/** @entity right */ export type RightPair = Pair;
export interface Circle { kind: 'circle'; id: number } export interface Square { kind: 'square'; id: number }
/** @entity shape */ export type Shape = Circle | Square;
export type PublicUser = Omit<User, 'password'>;
export type Reference = Pick<Admin, 'id'>;
export type Loose<T> = { -readonly [K in keyof T]?: T[K] };
export type Flags<T> = { [K in keyof T]: boolean };
export interface Shown extends Omit<User, 'password'> { url: string }
export interface Based { id: number }
/** @entity based */ export interface Derived extends Based { more: string }
declare const none: never;
export const toUser = (row: { id: number; name: string }) => ({ ...row, password: '' });
declare const [user, team, derived, item]: [User, Team, Derived, Item];
export const spread = { ...user, posts: [''] };
export const renamed = { ...user, name: 1 };
export const both = { ...user, ...team };
export const moved = { ...item, orderId: '' };
export const replaced = { ...derived, id: 1 };
export const { password: _, ...rest } = user;
export const chosen = { ...(Math.random() > 0.5 ? user : derived) };
export const grow = <T extends User>(one: T) => ({ ...one, more: 1 });
export { type Plain as Same };
`;

const FOUND: Readonly<Record<string, readonly string[]>> = {
  User: ['user id'],
  'User | null': ['user id'],
  Admin: ['user id'],
  Guest: ['guest id', 'user id'],
  Team: ['team id'],
  Club: ['team id'],
  Imitation: ['user id'],
  Item: ['item (orderId,productId)'],
  'Page<number>': ['page id'],
  'Page<Team>': ['page id', 'team items[].id'],
  'Box<Item>': ['box id', 'item held.(orderId,productId)'],
  Plain: ['plain id'],
  LeftPair: ['left id', 'right id'],
  'Shape | undefined': ['shape id'],
  Square: ['shape id'],
  Country: ['country code'],
  City: ['city id'],
  Account: ['account number'],
  'User & { extra: Team }': ['team extra.id', 'user id'],
  'User & Item': ['item (orderId,productId)', 'user id'],
  'Readonly<User>': ['user id'],
  'Required<Partial<User>>': ['user id'],
  'Partial<User>[]': ['user [].id'],
  PublicUser: ['user id'],
  'PublicUser | null': ['user id'],
  Reference: ['user id'],
  Shown: ['user id'],
  'Loose<User>': ['user id'],
  'Readonly<Loose<Team>>': ['team id'],
  'Readonly<User | null>': ['user id'],
  'NonNullable<User | null>': ['user id'],
  'Awaited<Promise<User>>': ['user id'],
  'Pick<Derived, "id">': ['based id'],
  'Flags<User> | Team': ['team id'],
  'typeof spread': ['user id'],
  'typeof renamed': ['user id'],
  'typeof both': ['team id'],
  'typeof rest': ['user id'],
  'typeof chosen': ['based id', 'user id'],
  'ReturnType<typeof grow>': ['user id'],
  'ReturnType<typeof grow<Admin>>': ['user id'],
};

function planTypes(types: readonly string[]): ReturnType<typeof planSource> {
  const functions = types.map(
    (type, index) => `/** @tracks */ export async function f${index}(): Promise<${type}> { return none; }`,
  );
  const sources = {
    '/elsewhere.ts': ELSEWHERE,
    '/node_modules/bank/index.d.ts': PACKAGE,
    '/node_modules/bank/package.json': '{ "name": "bank", "types": "index.d.ts" }',
  };
  return planSource(`${PRELUDE}${functions.join('\n')}`, { sources });
}

describe('an entity type', () => {
  const types = Object.keys(FOUND);
  const planned = planTypes(types);

  it.each(types)('is found: %s', (type) => {
    const { tracked, messages } = planned[`f${types.indexOf(type)}`] ?? { tracked: [], messages: [] };
    expect(messages).toEqual([]);
    expect(tracked.map(({ entity, paths }) => `${entity} ${paths.join(' ')}`)).toEqual(FOUND[type]);
  });

  const others = [
    ...['Based', 'Flags<User>', 'string', '{ id: number }', 'typeof toUser', 'Record<keyof User, string>'],
    ...['typeof moved', 'typeof replaced'],
  ];
  const unplanned = planTypes(others);

  it.each(others)('is not %s', (type) => {
    const { tracked, messages } = unplanned[`f${others.indexOf(type)}`] ?? { tracked: undefined, messages: [] };
    expect(tracked).toEqual([]);
    expect(messages.map((message) => message.slice(0, 4))).toEqual(['1241']);
  });

  const lost = ["Omit<User, 'id'>", '{ items: Pick<Item, "orderId">[] }', "Omit<PublicUser, 'id'> | Team"];
  const unknown = planTypes(lost);

  it.each(lost)('is refused where it has lost its id: %s', (type) => {
    expect(unknown[`f${lost.indexOf(type)}`]?.messages).toEqual([
      {
        "Omit<User, 'id'>":
          '1240 at @tracks: the result of f0 holds Omit<User, "id">, which is the entity user and has no property id, so that nothing would tell which one it is. Leave id in it, or name the entities that count, each in a line @tracks.',
        '{ items: Pick<Item, "orderId">[] }':
          '1240 at @tracks: the result of f1 holds Pick<Item, "orderId">, which is the entity item and has no property productId, so that nothing would tell which one it is. Leave productId in it, or name the entities that count, each in a line @tracks.',
        "Omit<PublicUser, 'id'> | Team":
          '1240 at @tracks: the result of f2 holds Omit<PublicUser, "id">, which is the entity user and has no property id, so that nothing would tell which one it is. Leave id in it, or name the entities that count, each in a line @tracks.',
      }[type],
    ]);
  });
});

it('is found whatever comments and modifiers stand around its line', () => {
  const planned = planSource(`
declare function Decorated(value: unknown, context: unknown): void;
// a licence

/** Prose. */
/**
 * @deprecated
 * @entity user
 * \`\`\`
 * @entity example
 * \`\`\`
 */
/* more */ export interface User { id: number }
/** @entity team */ @Decorated export default class Team { id = 1 }
export declare namespace Inner { /** @entity item */ interface Item { id: number } }
export interface Merged { id: number } /** @entity merged */ export interface Merged { name: string }
const text = '/** @entity text */'; export interface Text { id: number }
export const size = text.length;
function local() {
  /** @entity local */ interface Local { id: number }
  return (): Local => ({ id: 1 });
}
/** @tracks */ export function all(): [User, Team, Inner.Item, Merged, Text, ReturnType<ReturnType<typeof local>>] { throw new Error(); }
`);
  expect(planned.all?.tracked).toEqual([
    { entity: 'item', paths: ['[2].id'] },
    { entity: 'local', paths: ['[5].id'] },
    { entity: 'merged', paths: ['[3].id'] },
    { entity: 'team', paths: ['[1].id'] },
    { entity: 'user', paths: ['[0].id'] },
  ]);
});

it('the way a program is compiled does not change what is found', () => {
  const source = `
/** @entity user */ export interface User { id: number; team?: Team | null; friends: User[] }
/** @entity team */ export type Team = { id: number; boss: User };
/** @tracks */ export async function find(): Promise<{ users: readonly Omit<User, 'friends'>[]; by: Map<string, Team> } | null> { throw new Error(); }
`;
  const settings: readonly ts.CompilerOptions[] = [
    {},
    { strict: false },
    { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS },
  ];
  const tracked = settings.map((options) => planSource(source, { options }).find?.tracked);
  expect(new Set(tracked.map((one) => JSON.stringify(one)))).toEqual(
    new Set([
      JSON.stringify([
        {
          entity: 'team',
          paths: ['by[value].boss.friends[]…', 'by[value].boss.team…', 'by[value].id', 'users[].team…'],
        },
        {
          entity: 'user',
          paths: [
            'by[value].boss.friends[]…',
            'by[value].boss.id',
            'by[value].boss.team…',
            'users[].id',
            'users[].team…',
          ],
        },
      ]),
    ]),
  );
});
