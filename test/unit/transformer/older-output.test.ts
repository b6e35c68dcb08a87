import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const { ScriptTarget, ModuleKind } = ts;

/** One function keeps `async` and one does not; both have variables of their own around what the body reads. */
const SOURCE = `
let runs = 0;

/** @cache */
export async function double(n: number): Promise<number> {
  runs += 1;
  const twice = [n].map((one) => one + n).join();
  n = 0;
  await null;
  return Number(twice) + n;
}

/** @cache */
export async function greet(name: string, greeting = 'Hello'): Promise<string> {
  runs += 1;
  await null;
  return [name].map((one) => greeting + ' ' + one).join();
}

/** @cache */
export function half(n: number): number {
  runs += 1;
  return n / 2;
}

export async function run(): Promise<unknown> {
  const answers = [await double(2), await double(2), await greet('Ada'), await greet('Ada'), half(4), half(4)];
  return { answers, runs };
}
`;

interface Output {
  readonly run: () => Promise<unknown>;
}

/** A module of SystemJS, as far as one is used here. */
interface SystemModule {
  readonly setters: readonly ((imported: unknown) => void)[];
  readonly execute: () => void;
}

const load = createRequire(import.meta.url);

const RUN: Readonly<Record<string, (text: string) => Output>> = {
  CommonJS: (text) => {
    const exports = {};
    compileFunction(text, ['require', 'exports'])(load, exports);
    return exports as Output;
  },
  SystemJS: (text) => {
    const exports: Record<string, unknown> = {};
    const put = (name: string, value: unknown): unknown => {
      exports[name] = value;
      return value;
    };
    const register = (names: readonly string[], declare: (put: unknown, context: unknown) => SystemModule): void => {
      const { setters, execute } = declare(put, {});
      for (const [place, name] of names.entries()) setters[place]?.(load(name));
      execute();
    };
    compileFunction(text, ['System'])({ register });
    return exports as unknown as Output;
  },
};

describe('output that is written anew', () => {
  it.each([
    ['CommonJS', 'ES5', { target: ScriptTarget.ES5, module: ModuleKind.CommonJS }],
    ['CommonJS', 'ES2015', { target: ScriptTarget.ES2015, module: ModuleKind.CommonJS }],
    ['SystemJS', 'ES5', { target: ScriptTarget.ES5, module: ModuleKind.System }],
    ['SystemJS', 'ES2022', { target: ScriptTarget.ES2022, module: ModuleKind.System }],
  ])('runs in %s for %s', async (format, target, options) => {
    const path = `/older-${format}-${target}/service.ts`;
    const { outputs, problems } = compileSources({ rootNames: [path], sources: { [path]: SOURCE }, options });
    const [text = ''] = outputs.values();
    if (target === 'ES5') expect(text).not.toMatch(/\b(?:const|let)\b|=>/);
    expect([...problems.values()]).toEqual([]);
    expect(text).toContain('.compiled(');
    await expect(RUN[format]?.(text).run()).resolves.toEqual({
      answers: [4, 4, 'Hello Ada', 'Hello Ada', 2, 2],
      runs: 3,
    });
  });
});
