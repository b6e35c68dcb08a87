import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const options: ts.CompilerOptions = {
  types: [],
  lib: ['lib.es2015.d.ts'],
  allowJs: true,
  checkJs: true,
  outDir: '/out',
  noImplicitAny: false,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
};

/** The ids of the cached functions of a source, and the slugs of what is refused in it. */
function outcome(source: string, file = 'input.ts'): readonly string[] {
  const path = `/project/${file}`;
  const { analysis, problems } = compileSources({ rootNames: [path], sources: { [path]: source }, options });
  const ids = [...analysis.values()].flatMap(({ functions }) => functions.map(({ spec }) => spec.id));
  return [...ids, ...[...problems.values()].flat().map(({ code, slug }) => `${code}-${slug}`)];
}

describe('a tag line belongs to the function in whose head the next word stands', () => {
  it.each([
    ['behind other code', 'const a = 1; /** @cache */ export function f(n: number): number { return n + a; }'],
    ['in a class on one line', 'export class f { a = 1; /** @cache id=f */ m(n: number): number { return n; } }'],
    [
      'behind a decorator',
      'declare const d: any; export class A { @d() /** @cache id=f */ m(n: number): number { return n; } }',
    ],
    [
      'between two decorators',
      'declare const d: any; export class A { @d /** @cache id=f */ @d m(): number { return 1; } }',
    ],
    ['behind export default', 'export default /** @cache id=f */ (n: number): number => n;'],
    ['before export default', '/** @cache id=f */ export default function (n: number): number { return n; }'],
    [
      'before another comment',
      '/** @cache */ /** Text. */ /* more */ // end\nexport function f(n: number): number { return n; }',
    ],
    ['before async', 'export /** @cache */ async function f(n: number) { return n; }'],
    ['between modifiers', 'export class A { private /** @cache id=f */ static async m(n: number) { return n; } }'],
    ['before the name', 'export function /** @cache */ f(n: number): number { return n; }'],
    ['before the star of a name with #', 'export class A { async /** @cache id=f */ #m(n: number) { return n; } }'],
    ['before a const that holds it', '/** @cache */ export const f = (n: number): number => n;'],
    ['before the name of a const', 'export const /** @cache */ f = (n: number): number => n;'],
    ['before the value of a const', 'export const f = /** @cache */ (n: number): number => n;'],
    ['before an asserted value', 'export const f = /** @cache */ ((n: number): number => n) as (n: number) => number;'],
    ['before an assignment', 'export let f: (n: number) => number;\n/** @cache */\nf = (n) => n;'],
    ['before the name of an assignment', 'function g() {}\ng./** @cache id=f */ m = (n: number): number => n;'],
    ['before a property', 'export const o = { /** @cache id=f */ m: (n: number): number => n };'],
    ['before a field', 'export class A { /** @cache id=f */ readonly m = (n: number): number => n; }'],
    [
      'on the implementation of overloads',
      'export function f(n: 1): 1;\n/** @cache */\nexport function f(n: number): number { return n; }',
    ],
    [
      'behind a block comment that is none of documentation',
      '/* @cache id=no */ /** @cache */ export function f(n: number): number { return n; }',
    ],
  ])('%s', (_, source) => {
    expect(outcome(source)).toEqual(['f']);
  });

  it('in JavaScript, before what is exported', () => {
    const source = '/** @cache\n * @param {number} n @returns {number} */\nexports.f = (n) => n;';
    expect(outcome(source, 'input.js')).toEqual(['f']);
  });

  it('before an attribute of JSX', () => {
    const source = 'declare const h: any; export const a = <h.B on={/** @cache id=f */ (n: number): number => n} />;';
    expect(outcome(`declare namespace JSX { interface IntrinsicElements {} }\n${source}`, 'input.tsx')).toEqual(['f']);
  });
});

describe('a tag line that belongs to no function is refused', () => {
  it.each([
    [
      'at the end of a file',
      'export function f(n: number): number { return n; }\n/** @cache */',
      '1015-unattached-tag',
    ],
    ['before an import', "/** @cache */ import { a } from './a.js';\nexport { a };", '1015-unattached-tag'],
    ['before an export', 'const a = 1;\n/** @cache */ export { a };', '1015-unattached-tag'],
    [
      'in a list of parameters',
      'export function f(/** @cache */ n: number): number { return n; }',
      '1015-unattached-tag',
    ],
    [
      'behind the parameters',
      'export function f(n: number): /** @cache */ number { return n; }',
      '1015-unattached-tag',
    ],
    ['at the top of a body', 'export function f(n: number): number { /** @cache */ return n; }', '1015-unattached-tag'],
    ['at the end of a body', 'export function f(n: number): number { return n; /** @cache */ }', '1015-unattached-tag'],
    ['before a call', 'declare function g(f: () => number): void;\n/** @cache */ g(() => 1);', '1015-unattached-tag'],
    ['before return', 'export function f() { /** @cache */ return (n: number): number => n; }', '1015-unattached-tag'],
    ['before a member of an enum', 'export enum E { /** @cache */ A }', '1015-unattached-tag'],
    [
      'before a shorthand property',
      'const f = (): number => 1; export const o = { /** @cache */ f };',
      '1015-unattached-tag',
    ],
    ['before an index signature', 'export interface A { /** @cache */ [key: string]: number }', '1305-no-body'],
    ['before a method of an interface', 'export interface A { /** @cache */ m(): number }', '1305-no-body'],
    [
      'before a property of an interface',
      'export interface A { /** @cache */ m: () => number }',
      '1311-not-a-function',
    ],
    ['before an interface', '/** @cache */ export interface A { m(): number }', '1311-not-a-function'],
    ['before a type', '/** @cache */ export type A = () => number;', '1311-not-a-function'],
    ['before a type of a function', 'export type A = /** @cache */ () => number;', '1305-no-body'],
    ['before an enum', '/** @cache */ export enum E { A }', '1311-not-a-function'],
    ['before a namespace', '/** @cache */ export namespace N { export const a = 1; }', '1311-not-a-function'],
    ['before a class', '/** @cache */ export class A { m(): number { return 1; } }', '1311-not-a-function'],
    ['before a field without a value', 'export class A { /** @cache */ m?: () => number; }', '1311-not-a-function'],
    [
      'before a const with a wrapped function',
      'declare function g<T>(f: T): T;\n/** @cache */ export const f = g(() => 1);',
      '1311-not-a-function',
    ],
    [
      'on a signature of overloads',
      '/** @cache */ export function f(n: 1): 1;\nexport function f(n: number): number { return n; }',
      '1305-no-body',
    ],
    ['on an abstract method', 'export abstract class A { /** @cache */ abstract m(): number; }', '1305-no-body'],
    ['on a getter', 'export class A { /** @cache */ get m(): number { return 1; } }', '1303-accessor'],
    ['on a constructor', 'export class A { /** @cache */ constructor() {} }', '1304-constructor'],
    ['on a generator', '/** @cache */ export function* f() { yield 1; }', '1302-generator'],
  ])('%s', (_, source, slug) => {
    expect(outcome(source)).toEqual([slug]);
  });
});

describe('a text that looks like a comment is text', () => {
  it.each([
    ['in a string', "export const a = '/** @cache */';"],
    ['in a template', 'export const a = `/** @cache */ ${1} /** @cache */ ${2} /** @cache */`;'],
    ['in a regular expression', 'export const a = /[/** @cache */]/;'],
    ['in a comment of one line', '// /** @cache */\nexport const a = 1;'],
    ['in a block comment', '/* /** @cache */\nexport const a = 1;'],
  ])('%s', (_, source) => {
    expect(outcome(source)).toEqual([]);
  });

  it('between elements of JSX', () => {
    const source = 'declare const H: any; export const a = <H>/** @cache */ {1} /** @key a */</H>;';
    expect(outcome(source, 'input.tsx')).toEqual([]);
  });
});

describe('a function in a let or var is cached unless something else is put into it', () => {
  const FIND = '/** @cache */ export let f = (n: number): number => n;';

  it.each([
    ['nothing is assigned', `${FIND} export const g = f;`],
    ['another variable of the name is assigned', `${FIND} { let f = 1; f += 1; }`],
    ['a property of the name is assigned', `${FIND} const o = { f: 1 }; o.f = 2; [o.f] = [3];`],
    ['it is read in a pattern', `${FIND} let g; ({ g = f } = {} as any); [g = f] = [];`],
  ])('%s', (_, source) => {
    expect(outcome(source)).toEqual(['f']);
  });

  it.each([
    ['an assignment', `${FIND} function g() { f = (n) => n; }`],
    ['an assignment where it is empty', `${FIND} f ??= (n) => n;`],
    ['a list', `${FIND} [f] = [f];`],
    ['a list with a default', `${FIND} [f = f] = [];`],
    ['the rest of a list', `${FIND} [...(f as any)] = [f];`],
    ['an object', `${FIND} ({ f } = { f });`],
    ['another property of an object', `${FIND} ({ g: f } = { g: f });`],
    ['a loop', `${FIND} for (f of [f]) {}`],
    ['a loop over a pattern', `${FIND} for ([f] of [[f]]) {}`],
    ['an increment', `${FIND} (f as any)++;`],
    [
      'a second declaration',
      'export {}; /** @cache */ var f = (n: number): number => n; var f = (n: number): number => n;',
    ],
    ['another script, maybe', '/** @cache */ var f = (n: number): number => n;'],
  ])('not with %s', (_, source) => {
    expect(outcome(source)).toEqual(['1314-reassignable']);
  });
});

describe('the id of a function is made of the names that lead to it', () => {
  it.each([
    ['makeRepo.find', 'export function makeRepo() { return { ID find(n: number): number { return n; } }; }'],
    ['makeRepo.find', 'export const makeRepo = () => ({ ID find: (n: number): number => n });'],
    ['makeRepo.Repo.find', 'export const makeRepo = () => class Repo { ID find(n: number): number { return n; } };'],
    ['makeRepo.find', 'export const makeRepo = () => class { ID find(n: number): number { return n; } };'],
    ['Repo.load', 'export class Repo { ID #load(n: number): number { return n; } }'],
    ['Repo.load', 'export class Repo { load; constructor() { ID this.load = (n: number): number => n; } }'],
    [
      'Repo.load.inner',
      'export class Repo { load() { if (this) { ID function inner(n: number): number { return n; } } } }',
    ],
    ['Repo.inner', 'export class Repo { static { ID function inner(n: number): number { return n; } } }'],
    ['A.B.find', 'export namespace A.B { ID export function find(n: number): number { return n; } }'],
    ['api.users.find', 'export const api = { users: { ID find(n: number): number { return n; } } } as const;'],
    ['users.find', "const FIND = 'find'; export const users = { ID [FIND](n: number): number { return n; } };"],
    ['Legacy.find', 'function Legacy() {}\nID Legacy.prototype.find = (n: number): number => n;'],
    ['named', 'declare function use(f: object): void; use(ID function named(n: number): number { return n; });'],
  ])('%s in %s', (id, source) => {
    expect(outcome(source.replace('ID', '/** @cache */'))).toEqual([id]);
  });

  it.each([
    [
      'a function without a name around it',
      'void (() => { ID function find(n: number): number { return n; } });',
      '1315-unnamed-outer',
    ],
    [
      'an object without a name around it',
      'void [{ ID find(n: number): number { return n; } }];',
      '1315-unnamed-outer',
    ],
    [
      'a name that is no plain word',
      "export const users = { ID 'by id'(n: number): number { return n; } };",
      '1402-no-id',
    ],
    [
      'a computed name',
      'export const users = { ID [String(1)](n: number): number { return n; } };',
      '1309-computed-name',
    ],
    ['a symbol', 'export const users = { ID [Symbol.iterator]: (n: number): number => n };', '1309-computed-name'],
    ['no name at all', 'export default ID (n: number): number => n;', '1402-no-id'],
  ])('is missing with %s', (_, source, slug) => {
    expect(outcome(source.replace('ID', '/** @cache */'))).toEqual([slug]);
  });
});
