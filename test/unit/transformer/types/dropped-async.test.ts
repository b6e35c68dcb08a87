import { cacheOf, UnkeyableArgumentError } from 'holdfast';
import { expect, it } from 'vitest';
import { parsePluginOptions } from '../../../../transformer/src/parse-plugin-options.ts';
import { loadSource } from '../../../parity/harness/load-service.ts';
import { compileSources } from '../compile-sources.ts';

const SOURCE = `
export const runs = { find: 0, nameOf: 0 };

/** @cache */
export async function find(id: number): Promise<string> {
  runs.find += 1;
  return String(id);
}

/**
 * @cache
 * @key {user.name}
 */
export async function nameOf(user: { readonly name: string }): Promise<string> {
  runs.nameOf += 1;
  return user.name;
}
`;

interface Loaded {
  readonly runs: { readonly find: number; readonly nameOf: number };
  readonly find: (id: unknown) => Promise<string>;
  readonly nameOf: (user: { readonly name: string }) => Promise<string>;
}

// The source declares just these; find is called with more than its type takes.
const load = async (): Promise<Loaded> => (await loadSource('src/find.ts', SOURCE, 'dropped')) as Loaded;

it('a wrapper that is not async rejects where the types lie, and throws never', async () => {
  const { find, runs } = await load();
  expect(cacheOf(find).spec.types?.dropsAsync).toBe(true);
  const answer = find(() => 1);
  expect(answer).toBeInstanceOf(Promise);
  await expect(answer).rejects.toBeInstanceOf(UnkeyableArgumentError);
  expect(runs.find).toBe(0);
});

it('a wrapper that is not async rejects with what a getter throws', async () => {
  const { nameOf } = await load();
  const failure = new Error('unreadable');
  const user = {
    get name(): string {
      throw failure;
    },
  };
  await expect(nameOf(user)).rejects.toBe(failure);
});

it('a wrapper that is not async serves, and cacheOf() finds its calls', async () => {
  const { find, runs } = await load();
  const operations = cacheOf(find);
  expect(await find(2)).toBe('2');
  expect(await find(2)).toBe('2');
  expect(await operations.peek(2)).toEqual({ value: '2' });
  expect(await operations.refresh(2)).toBe('2');
  expect(await operations.uncached(3)).toBe('3');
  expect(runs.find).toBe(3);
});

it('asyncShape: keep leaves every async function one', () => {
  const sources = { '/find.ts': SOURCE };
  const outputs = [undefined, 'keep' as const].map((asyncShape) => {
    const { outputs: texts } = compileSources({ rootNames: ['/find.ts'], sources, ...(asyncShape && { asyncShape }) });
    return (texts.get('/find.js') ?? '').split('\n').filter((line) => line.startsWith('export'));
  });
  expect(outputs).toEqual([
    ['export const runs = { find: 0, nameOf: 0 };', 'export function find(id) {', 'export function nameOf(user) {'],
    [
      'export const runs = { find: 0, nameOf: 0 };',
      'export async function find(id) {',
      'export async function nameOf(user) {',
    ],
  ]);
});

it('the plugin option asyncShape is keep or absent', () => {
  expect(parsePluginOptions({ asyncShape: 'keep' })).toEqual({ options: { asyncShape: 'keep' }, diagnostics: [] });
  const { options, diagnostics } = parsePluginOptions({ asyncShape: 'drop' });
  expect(options).toEqual({});
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'HF2011 bad-plugin-option: the plugin option asyncShape is "drop". Write "keep", or leave it out.',
  ]);
});
