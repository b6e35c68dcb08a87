import { expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

it('an id twice is refused in every form, and so is a positional hole', () => {
  const { ids, positions } = analyzeSnippets({
    ids: `
      /** @cache */ export const find = (n: number): number => n;
      export class Repo {
        /** @cache id=find */ load = (n: number): number => n;
        /** @cache id=find */ static #hidden(n: number): number { return n; }
        static open = (): number => Repo.#hidden(1);
      }
      export function outer() {
        /** @cache id=find */ const inner = (n: number): number => n;
        return { inner, /** @cache id=find */ member: (n: number): number => n };
      }`,
    positions: `
      export class Repo { /** @cache\n * @key {1}:{0}\n */ load = (a: number, b: number): number => a + b; }
      export function outer() {
        return { /** @cache\n * @key {1}\n */ member({ a, b: [c] }: { a: number; b: number[] }, d: number): number { return a + (c ?? 0) + d; } };
      }`,
  });
  expect(ids?.words).toEqual(['1401 find', '1401 find', '1401 find', '1401 find']);
  expect(positions?.messages).toEqual([
    'HF1202 positional-hole: {1} is a position, which changes when the parameters of Repo.load are reordered. Write {b}.',
    'HF1202 positional-hole: {0} is a position, which changes when the parameters of Repo.load are reordered. Write {a}.',
    'HF1202 positional-hole: {1} is a position, which changes when the parameters of outer.member are reordered. Write {d}.',
  ]);
});
