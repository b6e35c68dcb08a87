import { describe, expect, it } from 'vitest';
import { reportCases } from './report-cases.ts';

const PRELUDE = `
interface User { readonly id: number; readonly name: string }
`;
const FIND =
  'export async function find(id: number, name?: string, page = 1, ...rest: string[]): Promise<User | null> { return null; }';

type Case = readonly [declaration: string, problem: string];

/** Reports what is wrong with a function `fn` behind `if=`, `vary=` or `@tag =`. */
function report(lines: string, cases: readonly Case[], find = FIND): readonly string[] {
  const sources = cases.map(([declaration]) => ({ lines, source: `declare ${declaration}\n@@${find}` }));
  return reportCases(sources, { prelude: PRELUDE, modules: {} });
}

describe('if=fn', () => {
  const given = 'function-parameters: if=fn is called with (the result, id, name, page, rest), but it';
  const fix = 'Change its parameters, or name a function that fits.';
  const gives = (type: string): string => `function-result: if=fn returns ${type}, but has to give a boolean at once.`;
  const cases: readonly Case[] = [
    ['function fn(): boolean;', ''],
    ['function fn(user: User | null): boolean;', ''],
    ['function fn(user: unknown, id: number): user is User;', ''],
    ['function fn(user: User | null, id: number, name: string | undefined, page: number): true;', ''],
    ['function fn(user: unknown, ...args: unknown[]): boolean;', ''],
    [
      'function fn(user: unknown, id: number, name?: string, page?: number, first?: string, second?: string): boolean;',
      '',
    ],
    ['function fn<T>(user: T): boolean;', ''],
    ['function fn<T extends User>(user: T | null, id: number): boolean;', ''],
    ['function fn(user: User): boolean; declare function fn(user: null | User): boolean;', ''],
    ['function fn(this: undefined, user: User | null): boolean;', ''],
    ['const fn: (user: User | null) => any;', ''],
    ['const fn: any;', ''],
    ['function fn(user: User | null): never;', ''],
    ['function fn(user: User): boolean;', `${given} takes User as user, and the result is User | null. ${fix}`],
    ['function fn(user: User | null, id: string): boolean;', `${given} takes string as id, and id is number. ${fix}`],
    [
      'function fn(user: User | null, id: number, name: string): boolean;',
      `${given} takes string as name, and name is string | undefined. ${fix}`,
    ],
    [
      'function fn(user: User | null, ...args: number[]): boolean;',
      `${given} takes number as args, and name is string | undefined. ${fix}`,
    ],
    [
      'function fn(user: User | null): string;',
      `${gives('string')} Change what it returns, or name a function that fits.`,
    ],
    ['function fn(user: User | null): void;', `${gives('void')} Change what it returns, or name a function that fits.`],
    [
      'function fn(user: User | null): boolean | undefined;',
      `${gives('boolean | undefined')} Change what it returns, or name a function that fits.`,
    ],
    [
      'function fn(user: User | null): Promise<boolean>;',
      `${gives('Promise<boolean>')} Name a function that is not asynchronous.`,
    ],
  ];
  const reports = report('if=fn', cases);

  it.each(cases.map(([declaration, problem], index) => ({ declaration, problem, index })))(
    '$declaration',
    ({ problem, index }) => {
      expect(reports[index]).toBe(problem);
    },
  );
});

describe('vary=fn', () => {
  const gives = (type: string): string =>
    `function-result: vary=fn returns ${type}, but has to give a primitive value or a flat object of them at once.`;
  const change = 'Change what it returns, or name a function that fits.';
  const cases: readonly Case[] = [
    ['function fn(): string;', ''],
    ['function fn(): string | number | bigint | boolean | null | undefined;', ''],
    ["function fn(): 'eu' | 'us';", ''],
    ['function fn(): `tenant-${string}`;', ''],
    ["function fn(): string & { readonly __brand: 'tenant' };", ''],
    ['function fn(): { readonly tenant: string; readonly locale?: string };', ''],
    ['function fn(): Record<string, string | undefined>;', ''],
    ['function fn(): { tenant: string } & { locale: string };', ''],
    ['function fn(): unknown;', ''],
    ['function fn(): any;', ''],
    ['function fn<T extends string>(): T;', ''],
    ['function fn(tenant?: string, ...more: string[]): string;', ''],
    [
      'function fn(id: number): string;',
      'function-parameters: vary=fn is called with no arguments, but it needs id. Change its parameters, or name a function that fits.',
    ],
    ['function fn(): void;', `${gives('void')} ${change}`],
    ['function fn(): symbol;', `${gives('symbol')} ${change}`],
    ['function fn(): string[];', `${gives('string[]')} ${change}`],
    ['function fn(): Date;', `${gives('Date')} ${change}`],
    ['function fn(): () => string;', `${gives('() => string')} ${change}`],
    ['function fn(): { user: { id: number } };', `${gives('{ user: { id: number; }; }')} ${change}`],
    ['function fn(): object;', `${gives('object')} ${change}`],
    ['function fn(): Promise<string>;', `${gives('Promise<string>')} Name a function that is not asynchronous.`],
  ];
  const reports = report('vary=fn', cases);

  it.each(cases.map(([declaration, problem], index) => ({ declaration, problem, index })))(
    '$declaration',
    ({ problem, index }) => {
      expect(reports[index]).toBe(problem);
    },
  );
});

describe('@tag =fn', () => {
  const gives = (type: string): string =>
    `function-result: @tag =fn returns ${type}, but has to give a string or a list of strings at once.`;
  const change = 'Change what it returns, or name a function that fits.';
  const cases: readonly Case[] = [
    ['function fn(id: number): string;', ''],
    ['function fn(id: number, name?: string, page?: number, ...rest: string[]): string[];', ''],
    ['function fn(): readonly string[];', ''],
    ["function fn(): ['a', 'b'];", ''],
    ['function fn(): string | string[];', ''],
    ['function fn(): `user:${number}`;', ''],
    [
      'function fn(id: number, name: string | undefined, page: string): string;',
      'function-parameters: @tag =fn is called with (id, name, page, rest), but it takes string as page, and page is number. Change its parameters, or name a function that fits.',
    ],
    ['function fn(): number;', `${gives('number')} ${change}`],
    ['function fn(): (string | undefined)[];', `${gives('(string | undefined)[]')} ${change}`],
    ['function fn(): string | undefined;', `${gives('string | undefined')} ${change}`],
    ['function fn(): Set<string>;', `${gives('Set<string>')} ${change}`],
    ['function fn(): Promise<string[]>;', `${gives('Promise<string[]>')} Name a function that is not asynchronous.`],
  ];
  const reports = report('\n@tag =fn', cases);

  it.each(cases.map(([declaration, problem], index) => ({ declaration, problem, index })))(
    '$declaration',
    ({ problem, index }) => {
      expect(reports[index]).toBe(problem);
    },
  );
});

describe('a parameter that is taken apart', () => {
  const find =
    'export function find(id: number, { page }: { page: number }, last: string): number { return id + page; }';
  const refused = (before: string): string =>
    `pattern-argument: ${before}fn is called with the parameters of find, and { page } takes one apart, so that it can no longer be handed on. Give the parameter a name and take it apart in the body.`;

  it('is refused where a function takes it', () => {
    const cases: readonly Case[] = [
      ['function fn(result: number, id: number): boolean;', ''],
      ['function fn(result: number, id: number, query: { page: number }): boolean;', refused('if=')],
      ['function fn(...all: unknown[]): boolean;', refused('if=')],
    ];
    expect(report('if=fn omit=last', cases, find)).toEqual(cases.map(([, problem]) => problem));
  });
});
