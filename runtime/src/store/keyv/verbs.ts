import type { Milliseconds } from '../../units.ts';
import { unwrapText, wrapText } from './envelope.ts';
import type { TextRow } from './keyv-client.ts';
import { type GivenShape, hasMethods, readField } from './recognise.ts';

/** Calls a method of the given object; rejects where it fails, in whatever way it tells. */
export type CallMethod = (method: string, ...args: readonly unknown[]) => Promise<unknown>;

/** The requests as the given object takes them. One for many rows is absent where it has none. */
export interface Verbs {
  readonly get: (name: string) => Promise<unknown>;
  readonly set: (row: TextRow) => Promise<unknown>;
  readonly delete: (name: string) => Promise<unknown>;
  readonly getMany?: (names: readonly string[]) => Promise<unknown>;
  readonly setMany?: (rows: readonly TextRow[]) => Promise<unknown>;
  readonly deleteMany?: (names: readonly string[]) => Promise<unknown>;
}

/** The verbs of what was given. */
export function verbsOf(given: object, shape: GivenShape, call: CallMethod): Verbs {
  switch (shape) {
    case 'map':
      return mapVerbs(call);
    case 'keyv':
      return keyvVerbs(given, call);
    case 'adapter':
      return adapterVerbs(given, call, 'ttl');
    case 'adapter-6':
      return adapterVerbs(given, call, 'expires');
  }
}

/** A ttl of its own is left out: quick-lru takes an object there, and expired entries are misses anyway. */
function mapVerbs(call: CallMethod): Verbs {
  return {
    get: (name) => call('get', name),
    set: async ({ name, text }) => void (await call('set', name, text)),
    delete: (name) => call('delete', name),
  };
}

/**
 * Where the adapter has no request for many rows, version 5 hides which of its single ones failed, so they are made
 * here. Its `get` hides it too, `getRaw` does not.
 */
function keyvVerbs(given: object, call: CallMethod): Verbs {
  const inner = readField(readField(given, 'opts'), 'store') ?? readField(given, 'store');
  const entryOf = ({ name, text, ttl }: TextRow): object => ({ key: name, value: text, ttl });
  return {
    get: async (name) => readField(await call('getRaw', name), 'value'),
    set: ({ name, text, ttl }) => call('set', name, text, ttl),
    delete: (name) => call('delete', name),
    ...(has(inner, 'getMany') && { getMany: (names) => call('getMany', names) }),
    ...(has(inner, 'setMany') && { setMany: (rows) => call('setMany', rows.map(entryOf)) }),
    ...(has(inner, 'deleteMany') && { deleteMany: (names) => call('deleteMany', names) }),
  };
}

/** `lifetime`: what the adapter is told, how long the row lives or when it ends. */
function adapterVerbs(given: object, call: CallMethod, lifetime: 'ttl' | 'expires'): Verbs {
  const endOf = ({ ttl }: TextRow): Milliseconds | undefined => (ttl === 0 ? undefined : Date.now() + ttl);
  const wrap = (row: TextRow): string => wrapText(row.text, endOf(row));
  const lifeOf = (row: TextRow): Milliseconds | undefined =>
    lifetime === 'expires' ? endOf(row) : row.ttl === 0 ? undefined : row.ttl;
  const entryOf = (row: TextRow): object => ({ key: row.name, value: wrap(row), [lifetime]: lifeOf(row) });
  return {
    get: async (name) => unwrapText(await call('get', name)),
    set: (row) => call('set', row.name, wrap(row), lifeOf(row)),
    delete: (name) => call('delete', name),
    ...(has(given, 'getMany') && {
      getMany: async (names) => {
        const stored = await call('getMany', names);
        return Array.isArray(stored) ? stored.map(unwrapText) : stored;
      },
    }),
    ...(has(given, 'setMany') && { setMany: (rows) => call('setMany', rows.map(entryOf)) }),
    ...(has(given, 'deleteMany') && { deleteMany: (names) => call('deleteMany', names) }),
  };
}

function has(given: unknown, method: string): boolean {
  return typeof given === 'object' && given !== null && hasMethods(given, [method]);
}
