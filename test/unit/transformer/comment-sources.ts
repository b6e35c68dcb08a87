/** Sources with one of each thing that can stand around a comment. Names differ, so that no two ids are the same. */
export const COMMENT_SOURCES: Readonly<Record<string, string>> = {
  '/project/positions.ts': `'use strict';
import { a as b } from './x';
import type { T } from './t';
export { b };
export * as all from './y';
const one = 1, two = (n: number): number => n;
let text = \`x\${one}y\${two(2)}z\`, pattern = /[/]x/g;
function* generate() { yield 1; }
export function declared(n: number, [m]: number[] = [], ...rest: number[]): number { return n > 0 ? n : -1; }
function overloaded(n: number): number;
function overloaded(n: any): number { return n; }
@dec(one, { inner() { return 1; } })
export class Repo<T> extends Base implements Shape {
  static total = 1;
  @dec() async find?(id: T): number { return super.find(this, id); }
  static get value() { return 1; }
  field = (n: number) => n;
  #hidden(n: number): number { return n; }
  static readonly #all = function (n: number): number { return n; };
  'a text'(n: number): number { return n; }
  accessor held = (n: number): number => n;
  constructor(readonly p: number) { super(); this.late = (n: number) => n; }
  static { this.total += 1; }
  [key: string]: unknown;
  declare abstract hidden(): void;
}
interface Shape { size: number; area(): number }
type Fn = (n: number) => number;
enum Color { Red = 1, Green }
namespace Space { export function inside(): number { return 1; } export const held = () => 1; }
const object = { method(n: number) { return n; }, held: function () { return 1; }, get read() { return 1; }, one, ...all };
if (one) { function blocked() { return 1; } } else for (const x of [1]) { label: while (x) { break label; } }
switch (one) { case 1: function cased() { return 1; } default: }
try { throw new Error(); } catch (error) { void error; } finally { }
export const arrow = <T>(n: T) => (n as number)! satisfies number;
(function () { return new.target; })();
call(async n => await n, class { named() { return 1; } });
function outer({ id, list: [first] = [] }: T, fallback = (n: number) => n) {
  'use memo';
  function inner(n: number): number { return n; }
  const { held = () => 1 } = outer;
  return { inner, made: (n: number): number => n };
}
let late; late = (n: number) => n;
outer.member = function (n: number) { return n; };
export default (n: number) => n;
`,
  '/project/legacy.ts': `@dec class Service {
  @dec({ a: 1 }) public async find(@inject('x') n: number): Promise<number> { return n; }
  @dec protected static override load = (n: number) => n;
  private constructor(@inject() private readonly p: () => number) {}
}
export default function (n: number) { return n; }
export abstract class Base { abstract one(n: number): number; protected abstract two: number; }
declare module 'x' { export function ambient(n: number): number; }
declare global { interface Window { one(): void } }
export = Service;
`,
  '/project/positions.tsx': `import { h } from './h';
export const Page = ({ title }: { title: string }) => <main id="page" {...title} on={(n: number) => n}>text {title} more <br /> </main>;
export function List<T,>(items: T[]) { return <>{items.map((item) => <li key={1}>{item}</li>)}</>; }
const generic = <T,>(value: T): T => value;
export default class extends h.Component { render() { return <this.Tag>a {'b'} c</this.Tag>; } }
`,
  '/project/positions.js': `// @ts-check
import { a } from './a.js';
/** @type {(n: number) => number} */
export const typed = (n) => n;
/**
 * @param {number} n
 * @returns {number}
 */
export function declared(n) { return n; }
export class Repo { #p = 1; /** @type {number} */ q = 2; find(n) { return n; } static all = () => 1; }
`,
  '/project/commonjs.js': `'use strict';
const { a } = require('./a.js');
exports.find = async (n) => n;
module.exports.load = function load(n) { return n; };
function Legacy(n) { this.n = n; }
Legacy.prototype.get = function () { return this.n; };
module.exports = { Legacy, find: exports.find, made() { return 1; } };
`,
};
