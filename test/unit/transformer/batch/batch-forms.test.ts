import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const FORMS: Readonly<Record<string, string>> = {
  declaration: '/** @batch ids */ export async function f(ids: number[]): Promise<string[]> { return []; }',
  'default export':
    '/** @batch ids id=f */ export default async function (ids: number[]): Promise<string[]> { return []; }',
  arrow: '/** @batch ids */ export const f = async (ids: number[]): Promise<string[]> => [];',
  'arrow with a type of its own':
    'type Load = (ids: number[]) => Promise<string[]>;\n/** @batch ids */ export const f: Load = async (ids) => [];',
  'function expression':
    '/** @batch ids */ export const f = async function (ids: number[]): Promise<string[]> { return []; };',
  'inferred result': '/** @batch ids */ export const f = async (ids: number[]) => ids.map((id) => `${id}`);',
  'class method':
    'export class Repo { /** @batch ids id=f */ async load(ids: number[]): Promise<string[]> { return []; } }',
  'static method':
    'export class Repo { /** @batch ids id=f */ static async load(ids: number[]): Promise<string[]> { return []; } }',
  'private method':
    'export class Repo { /** @batch ids id=f */ async #load(ids: number[]): Promise<string[]> { return []; } call = (): unknown => this.#load([]); }',
  'class field': 'export class Repo { /** @batch ids id=f */ load = async (ids: number[]): Promise<string[]> => []; }',
  'object method':
    'export const repo = { /** @batch ids id=f */ async load(ids: number[]): Promise<string[]> { return []; } };',
  'object property':
    'export const repo = { /** @batch ids id=f */ load: async (ids: number[]): Promise<string[]> => [] };',
  'inner function':
    'export const make = () => { /** @batch ids id=f */ const load = async (ids: number[]): Promise<string[]> => []; return load; };',
};

const forms = analyzeSnippets(FORMS);

describe('a batch can be', () => {
  it.each(Object.keys(FORMS))('a %s', (title) => {
    const [spec] = forms[title]?.specs ?? [];
    expect({ spec: spec && { ...spec, kind: '', shape: '' }, messages: forms[title]?.messages }).toEqual({
      spec: {
        id: 'f',
        kind: '',
        calls: 'async',
        holes: ['ids'],
        key: { form: 'arguments', holes: 1 },
        shape: '',
        types: { isolate: 'share', primitives: [0] },
        batch: { hole: 0, items: 'array', answers: 'list' },
      },
      messages: [],
    });
  });
});
