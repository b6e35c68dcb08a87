import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
export interface Db { query(...values: unknown[]): string; readonly name: string; users: { find(id: number): string } }
export interface Config { region: string; nested: { deep: number } }
export class Service { readonly url: string = ''; get(path: string): string { return path; } }
declare const outside: { use(...values: unknown[]): string };
`;

/** A class with one cached method, whose members and body are given. */
function method(members: string, body: string, line = '@cache'): string {
  return `${PRELUDE}
export class Repo {
  ${members}
  /** ${line} */
  async find(id: number): Promise<unknown> { ${body} }
}`;
}

/** A function around the cached one. */
function nested(parameters: string, body: string, before = ''): string {
  return `${PRELUDE}
export function make(${parameters}) {
  ${before}
  /** @cache */
  const find = async (id: number): Promise<unknown> => { ${body} };
  return find;
}`;
}

/** A module with a variable. */
function module(declarations: string, body: string): string {
  return `${PRELUDE}
${declarations}
/** @cache */
export async function find(id: number): Promise<unknown> { ${body} }`;
}

const REFUSED: Readonly<Record<string, readonly [source: string, words: readonly string[]]>> = {
  'a string of this': [method('tenant = "a" as string;', 'return this.tenant;'), ['1230 this.tenant']],
  'a boolean, an optional number and a union': [
    method('a = true as boolean; b?: number; c: "x" | "y" = "x";', 'return [this.a, this.b, this.c];'),
    ['1230 this.a', '1230 this.b', '1230 this.c'],
  ],
  'a method of a primitive': [method('tenant = "a" as string;', 'return this.tenant.trim();'), ['1230 this.tenant']],
  'a list and its items': [
    method('ids: number[] = [];', 'return this.ids.includes(id) ? this.ids[0] : 1;'),
    ['1230 this.ids'],
  ],
  'an item by a computed name': [
    method('rates: Record<string, number> = {};', 'return this.rates[id];'),
    ['1230 this.rates[id]'],
  ],
  'a plain object, whole and in part': [
    method('config!: Config;', 'return outside.use(this.config.nested.deep, this.config);'),
    ['1230 this.config.nested.deep', '1230 this.config'],
  ],
  'a date': [method('now = new Date();', 'return this.now.getTime();'), ['1230 this.now']],
  'a promise of data': [method('config!: Promise<Config>;', 'return this.config;'), ['1230 this.config']],
  'awaited data': [
    `${PRELUDE} export class Repo { config!: Promise<Config>;
      /** @cache */ async find(id: number): Promise<unknown> { return (await this.config).region; } }`,
    ['1230 (await this.config).region'],
  ],
  'a Map that is handed on': [method('m = new Map<string, string>();', 'return [...this.m];'), ['1230 this.m']],
  'data of a collaborator': [
    method('db!: Db; service = new Service();', 'return this.db.query(this.db.name, this.service.url);'),
    ['1230 this.db.name', '1230 this.service.url'],
  ],
  'a branded string': [method('tenant!: string & { readonly brand: 1 };', 'return this.tenant;'), ['1230 this.tenant']],
  'a #private field': [method('#tenant = "a" as string;', 'return this.#tenant;'), ['1230 this.#tenant']],
  'a getter': [method('get tenant(): string { return ""; }', 'return this.tenant;'), ['1230 this.tenant']],
  'an inherited field and a getter of super': [
    `class Base { region = "a" as string; get zone(): string { return ""; } }
     export class Repo extends Base { /** @cache */ async find(id: number): Promise<unknown> { return [this.region, super.zone]; } }`,
    ['1230 this.region', '1230 super.zone'],
  ],
  'a constant that a subclass may override': [
    method('readonly limit = 60 * 1000;', 'return this.limit;'),
    ['1230 this.limit'],
  ],
  'a private constant that the constructor assigns anew': [
    method('private readonly limit = 60 * 1000; constructor(n: number) { this.limit = n; }', 'return this.limit;'),
    ['1230 this.limit'],
  ],
  'what is taken out of this': [
    method(
      'tenant = "a" as string; config!: Config;',
      'const { tenant: t, config: { region } } = this; return [t, region];',
    ),
    ['1230 t', '1230 region'],
  ],
  'a default beside it': [method('limit?: number;', 'const { limit = 1 } = this; return limit;'), ['1230 limit']],
  'the rest of this': [
    method('db!: Db; tenant = "a" as string;', 'const { db, ...rest } = this; return db.query(rest);'),
    ['1230 rest'],
  ],
  'all of this': [method('tenant = "a" as string;', 'return { ...this };'), ['1230 this']],
  'this under another name': [
    method('tenant = "a" as string;', 'const self = this; const again = self; return [1].map(() => again.tenant);'),
    ['1230 again.tenant'],
  ],
  'a computed element with a plain text': [
    method('tenant = "a" as string;', "return this['tenant'];"),
    ["1230 this['tenant']"],
  ],
  'a computed property of this': [
    method('a = "x" as string; b = "y" as string;', 'return this[id > 1 ? "a" : "b"];'),
    ['1230 this[id > 1 ? "a" : "b"]'],
  ],
  'consts of a loop of the module, and what is made of them': [
    `for (const [a, b] of [['a', 'b']]) { const key = a + 'x'; const LIMIT = 5;
       /** @cache */ const find = async (id: number): Promise<unknown> => [b, key, LIMIT, id]; }`,
    ['1232 b', '1232 key'],
  ],
  'an object of an outer function that is written later': [
    nested('tenant: string', 'return context.tenant;', "const context = { tenant: '' }; context.tenant = tenant;"),
    ['1231 context.tenant'],
  ],
  'lists and parts of objects that are written later': [
    nested(
      'tenant: string',
      'return [a, b.c.n, d, e, f, g];',
      `const a: string[] = []; a.push(tenant);
       const b = { c: { n: 0 } }; b.c.n++;
       const d: { x?: number } = { x: 1 }; delete d.x;
       const e = { x: '' }; Object.assign(e, { x: tenant });
       const f = { x: '' }; [f.x] = [tenant];
       const g = { x: '' }; const h = g; h.x = tenant;`,
    ),
    ['1231 a', '1231 b.c.n', '1231 d', '1231 e', '1231 f', '1231 g'],
  ],
  'a private list that a method adds to': [
    method(
      'private readonly names: string[] = []; add(name: string): void { this.names.push(name); }',
      'return this.names;',
    ),
    ['1230 this.names'],
  ],
  'a variable that a namespace exports': [
    `namespace App { export let region = 'eu'; export namespace Inner { export let zone = 'a'; export const LIMIT = { n: 1 }; }
       export const setRegion = (name: string): void => { region = name; };
       /** @cache */ export async function load(id: number): Promise<unknown> { return region + id; } }
     App.Inner.zone = 'b';
     /** @cache */ export async function find(id: number): Promise<unknown> {
       return [App.region, App.Inner.zone, App.Inner.LIMIT.n, App.setRegion, id]; }`,
    ['1232 region', '1232 App.region', '1232 App.Inner.zone'],
  ],
  'a variable of a namespace that another file may assign': [
    `export namespace App { export let region = 'eu'; }
     /** @cache */ export async function find(id: number): Promise<unknown> { return App.region + id; }`,
    ['1232 App.region'],
  ],
  'a type parameter of the class in the result': [
    `export class Repo<Row> { constructor(private readonly load: (id: number) => Row[]) {}
       /** @cache */ find(id: number): Row[] { return this.load(id); }
       /** @cache */ inferred(id: number) { return this.load(id); }
       /** @cache shared */ same(id: number): Row[] { return this.load(id); }
       /** @cache */ own<Row>(id: number): Row[] { return []; }
       readonly table: string = '';
       /**
        * @cache
        * @key {this.table}:{id}
        */
       told(id: number): Row[] { return this.load(id); } }`,
    ['1236 Row[]', '1236 inferred'],
  ],
  'a type parameter of a function around it': [
    `export function make<Row>(load: (id: number) => Promise<Row>) {
       /** @cache */ const find = async (id: number): Promise<Row> => load(id);
       return find; }`,
    ['1236 Promise<Row>'],
  ],
  'an abstract member': [
    `export abstract class Repo { abstract load(id: number): string; abstract readonly db: { query(): string };
       plain(): string { return ''; }
       /** @cache */ find(id: number): string { return this.load(id); }
       /** @cache */ list(id: number): string { const self = this; return self.db.query() + id; }
       /** @cache */ other(id: number): string { return this.plain() + id; } }`,
    ['1236 this.load', '1236 self.db'],
  ],
  'in a nested arrow function, a template and a shorthand': [
    method(
      'a = "" as string;',
      'const { a } = this; return () => `${a}` + JSON.stringify({ a });',
      '@cache isolate=share',
    ),
    ['1230 a'],
  ],
  'a value that is changed and used': [method('runs = 0;', 'return ++this.runs;'), ['1230 this.runs']],
  'this of an object literal': [
    'export const repo = { region: "eu", /** @cache */ find(id: number): string { return this.region + id; } };',
    ['1230 this.region'],
  ],
  'this of a class field and of a static method': [
    `export class Repo { static table = "a" as string; tenant = "a" as string;
       /** @cache */ load = (id: number): string => this.tenant + id;
       /** @cache */ static find(id: number): string { return this.table + id; } }`,
    ['1230 this.tenant', '1230 this.table'],
  ],
  'a this parameter': [
    '/** @cache */ export function find(this: { region: string }, id: number): string { return this.region + id; }',
    ['1230 this.region'],
  ],
  'more than the key names': [
    method(
      'config!: Config;',
      'return [this.config.region, this.config.nested];',
      '@cache\n * @key {this.config.region}:{id}\n',
    ),
    ['1230 this.config.nested'],
  ],
  'what only a tag names': [
    method('tenant = "a" as string;', 'return this.tenant;', '@cache\n * @tag {this.tenant}\n'),
    ['1230 this.tenant'],
  ],
  'a parameter of an outer function': [nested('tenant: string', 'return tenant + id;'), ['1231 tenant']],
  'a destructured parameter, in part and renamed': [
    nested('{ tenant, config }: { tenant: string; config: Config }', 'const c = config; return [tenant, c.region];'),
    ['1231 tenant', '1231 c.region'],
  ],
  'variables of an outer function': [
    nested('', 'return [now, count];', 'const now = Date.now(); let count = 1; count = 2;'),
    ['1231 now', '1231 count'],
  ],
  'a module let': [
    module('let region = "a"; export function init(name: string) { region = name; }', 'return region;'),
    ['1232 region'],
  ],
  'a module let that a pattern assigns': [
    module(
      'let { region } = { region: "a" }; export const init = () => { ({ region } = { region: "b" }); };',
      'return region;',
    ),
    ['1232 region'],
  ],
  'a counter that is returned': [module('let runs = 0;', 'runs += 1; return runs;'), ['1232 runs']],
  'an object in a let': [
    module(
      'let config: Config | undefined; export const init = (c: Config) => { config = c; };',
      'return config?.region;',
    ),
    ['1232 config?.region'],
  ],
};

const ALLOWED: Readonly<Record<string, string>> = {
  'collaborators of this': method(
    'db!: Db; service = new Service(); #db!: Db; repo?: Db;',
    'const { db } = this; return outside.use(this.db.query(id), this.db.users.find(id), this.#db.query(), this.repo?.query(), db, this.service);',
  ),
  'functions of this': method(
    'load = (n: number) => n; static make() { return 1; } handlers: Record<string, () => number> = {};',
    'return [this.load(id), this.help(), Repo.make(), this.handlers["a"]?.()].map((n) => n); } help(): number { return 1;',
  ),
  'an awaited collaborator': `${PRELUDE} export class Repo { db!: Promise<Db>;
    /** @cache */ async find(id: number): Promise<unknown> { return (await this.db).query(id); } }`,
  'a Map that is asked': method('rows = new Map<number, string>();', 'return this.rows.get(id);'),
  'what the types do not tell': method('a: any; b: unknown;', 'return [this.a, this.b, this.a.c];'),
  'what the key names': method(
    'tenant = "a" as string; config!: Config;',
    'const { config } = this; return [this.tenant, config.nested.deep];',
    '@cache\n * @key {this.tenant}:{this.config}:{id}\n',
  ),
  'what shared says': method('tenant = "a" as string;', 'return this.tenant;', '@cache shared'),
  'values of one type only': method(
    'readonly table = "users"; readonly columns = ["id", "name"] as const; none: undefined;',
    'return [this.table.length, this.columns, this.none];',
  ),
  'private constants of literals': method(
    'private readonly limit = 60 * 1000; readonly #columns = ["id", `a${1}`, { b: -1 }];',
    'return [this.limit, this.#columns];',
  ),
  'what is only written': method(
    'last = 1; runs = 0; list: number[] = [];',
    'this.last = id; this.runs += 1; this.runs++; this.list[0] = id; [this.last] = [id]; return id;',
  ),
  'this of other functions': method(
    'tenant = "a" as string;',
    'class Inner { tenant = ""; read() { return this.tenant; } } return { read(this: { tenant: string }) { return this.tenant; }, x: Inner.name }.x;',
  ),
  'this itself': method('tenant = "a" as string;', 'return outside.use(this);'),
  'names that only look like it': method(
    'tenant = "a" as string;',
    'tenant: for (const tenant of [1]) { if (tenant) continue tenant; } return { tenant: id, type: (null as unknown as typeof this.tenant) === null };',
  ),
  'collaborators of an outer function': nested(
    'db: Db, { service }: { service: Service }, load: () => number',
    'return outside.use(db.query(id), db, service, load(), Helper, help());',
    'class Helper {} function help(): number { return 1; }',
  ),
  'constants of an outer function': nested(
    '',
    'return [TABLE, LIMIT, COLUMNS];',
    "const TABLE = 'users'; const LIMIT = 60 * 1000; const COLUMNS = ['id', TABLE];",
  ),
  'parameters and variables of its own': nested(
    '',
    'const a = [id]; let b = a; b = []; return [a, b, ...b.map((n) => n)];',
  ),
  'an outer variable that a parameter hides': nested('id: string', 'return id;'),
  'a collaborator in a module let': module(
    'let db: Db | undefined; export function init(given: Db) { db = given; }',
    'return db?.query(id);',
  ),
  'a let that nobody assigns, a const and its fields': module(
    'let region = "a"; const state = { tenant: "a" }; export const set = () => { state.tenant = "b"; };',
    'return [region, state.tenant, state, Math.PI, process.env.HOME];',
  ),
  'a counter': module('let runs = 0; let text = "";', 'runs += 1; runs++; text = `${id}`; void runs++; return id;'),
};

describe('captured data outside of the key', () => {
  const found = analyzeSnippets(
    Object.fromEntries(Object.entries(REFUSED).map(([title, [source]]) => [title, source])),
  );

  it.each(Object.entries(REFUSED))('is refused: %s', (title, [, words]) => {
    expect(found[title]?.words).toEqual(words);
  });
});

describe('what a body may read', () => {
  const found = analyzeSnippets(ALLOWED);

  it.each(Object.keys(ALLOWED))('is %s', (title) => {
    expect(found[title]?.words).toEqual([]);
    expect(found[title]?.specs.length).toBe(1);
  });
});
