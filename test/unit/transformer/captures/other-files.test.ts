import ts from 'typescript';
import { expect, it } from 'vitest';
import { analyzeProgram } from '../../../../transformer/src/analyze/analyze-program.ts';
import { compileSources } from '../compile-sources.ts';

function wordsOf(sources: Readonly<Record<string, string>>): readonly string[] {
  const { problems, readCompilerMessages } = compileSources({ rootNames: Object.keys(sources), sources });
  expect(readCompilerMessages()).toEqual([]);
  return [...problems].flatMap(([path, found]) =>
    found.map(({ code, start, length }) => `${code} ${sources[path]?.slice(start, start + length)}`),
  );
}

it('a variable that another module assigns anew is refused, and its other exports are not', () => {
  const words = wordsOf({
    '/state.ts': `
      export let tenant = 'a';
      export let region = 'eu';
      export const settings = { limit: 1, zone: 'a' };
      export const setTenant = (name: string): void => { tenant = name; };
      export default 5;`,
    '/index.ts': 'export { tenant as renamed } from "./state";',
    '/find.ts': `
      import five, { region, settings, tenant } from './state';
      import { renamed } from './index';
      import * as state from './state';
      /** @cache */
      export function find(id: number): string {
        return [tenant, region, settings, five, id, renamed].join();
      }
      /** @cache */
      export function load(id: number): string {
        const { region } = state;
        return [state.tenant, region, state.region, state.settings.zone, id].join();
      }
      /** @cache */
      export function taken(id: number): string {
        const { tenant } = state;
        return tenant + id;
      }
      /** @cache */
      export function whole(id: number): string {
        const again = state;
        return again.tenant + id;
      }`,
  });
  expect(words).toEqual(['1232 tenant', '1232 renamed', '1232 state.tenant', '1232 tenant', '1232 again.tenant']);
});

it('getStore() of an AsyncLocalStorage of Node is refused whatever holds it, unless there is vary', () => {
  const words = wordsOf({
    '/request.ts': `
      import { AsyncLocalStorage } from 'node:async_hooks';
      export const request = new AsyncLocalStorage<{ tenant: string }>();
      export class Context extends AsyncLocalStorage<string> {}
      export const tenantOf = (): string | undefined => request.getStore()?.tenant;`,
    '/find.ts': `
      import { Context, request, tenantOf } from './request';
      const context = new Context();
      const lookAlike = { getStore: (): string => '' };
      class Repo {
        constructor(private readonly als: typeof request) {}
        /** @cache */
        find(id: number): string { return this.als.getStore()?.tenant + String(id); }
      }
      /** @cache */
      export function a(id: number): string { return request.getStore()?.tenant + String(id); }
      /** @cache */
      export function b(id: number): string { return (() => context?.['getStore']())() + String(id); }
      /** @cache */
      export function c(id: number): string { return lookAlike.getStore() + id; }
      /** @cache */
      export function d(id: number): string { return tenantOf() + String(id); }
      /** @cache vary=tenantOf */
      export function e(id: number): string { return request.getStore()?.tenant + String(id); }
      /** @cache omit=tenant */
      export function f(id: number, tenant = request.getStore()?.tenant): string { return tenant + String(id); }
      export default Repo;`,
  });
  expect(words).toEqual(['1233 this.als.getStore', '1233 request.getStore', "1233 context?.['getStore']"]);
});

it('a file that a watching build takes over is asked anew when another one assigns what it imports', () => {
  const parse = (name: string, text: string): ts.SourceFile =>
    ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
  const find = parse(
    '/find.ts',
    `import { tenant } from './state';
     /** @cache */
     export function find(id: number): string { return tenant + id; }`,
  );
  const codesBeside = (state: string): readonly number[] => {
    const files = new Map([find, parse('/state.ts', state)].map((file) => [file.fileName, file]));
    const options = { noLib: true, types: [], module: ts.ModuleKind.ESNext };
    const program = ts.createProgram([...files.keys()], options, {
      ...ts.createCompilerHost(options),
      fileExists: (name) => files.has(name),
      getSourceFile: (name) => files.get(name),
    });
    const projectOf = (path: string) => ({ namespace: 'app', path });
    const analysis = analyzeProgram({ typescript: ts, program, projectOf });
    return analysis.get(find)?.diagnostics.map(({ code }) => code) ?? [];
  };
  const before = codesBeside("export let tenant = 'a';");
  const after = codesBeside("export let tenant = 'a'; export const set = () => { tenant = 'b'; };");
  expect({ before, after }).toEqual({ before: [], after: [1232] });
});
