import type { Milliseconds } from '../../units.ts';
import { ErrorWatch } from './error-watch.ts';
import { evicts, isMemcached } from './eviction.ts';
import type { KeyvClient, TextRow } from './keyv-client.ts';
import { type GivenShape, readField } from './recognise.ts';
import { type CallMethod, type Verbs, verbsOf } from './verbs.ts';

/** Memcached takes keys of 250 bytes, PostgreSQL's column is made for 255, and both may see the namespace twice. */
const LONGEST_NAME = 200;
const LONGEST_KEY = 248;
const SHORTEST_LIMIT = 64;

/** Memcached takes a longer one for a date; without one it keeps the row until it needs the room. */
const LONGEST_TTL: Milliseconds = 30 * 86_400_000;

/** Rows of one request, and requests of one row that are under way together: more of them wait in a line. */
const MOST_ROWS = 500;
const MOST_REQUESTS = 50;

/** What is known of the given object, and how long it may take for a request. */
export interface ClientOptions {
  readonly shape: GivenShape;
  readonly timeout: Milliseconds;
}

/** What was given, behind one interface. */
export function openClient(given: object, { shape, timeout }: ClientOptions): KeyvClient {
  const watch = new ErrorWatch(given, timeout);
  const call: CallMethod = (name, ...args) => {
    const method: unknown = Reflect.get(given, name);
    if (typeof method !== 'function') throw new TypeError(`${name} is no method of the store.`);
    return watch.guard(name, () => Reflect.apply(method, given, args));
  };
  const verbs = verbsOf(given, shape, call);
  const namespace = readField(given, 'namespace');
  const reserved = typeof namespace === 'string' && namespace !== '' ? `${namespace}:` : '';
  const ttlOf = isMemcached(given) ? endlessAbove(LONGEST_TTL) : (ttl: Milliseconds) => ttl;
  return {
    kind: shape === 'map' ? 'map' : 'keyv',
    evicts: evicts(given),
    longestName: Math.max(SHORTEST_LIMIT, Math.min(LONGEST_NAME, LONGEST_KEY - 2 * (reserved.length + 1))),
    reserved,
    getMany: (names) => inBatches(names, sizeOf(verbs.getMany), (batch) => getBatch(verbs, batch)),
    setMany: async (rows) => {
      const timed = rows.map((row) => ({ ...row, ttl: ttlOf(Math.ceil(row.ttl)) }));
      await inBatches(timed, sizeOf(verbs.setMany), (batch) => setBatch(verbs, batch));
    },
    deleteMany: async (names) => {
      await inBatches(names, sizeOf(verbs.deleteMany), (batch) => deleteBatch(verbs, batch));
    },
    close: () => watch.close(),
  };
}

function endlessAbove(longest: Milliseconds): (ttl: Milliseconds) => Milliseconds {
  return (ttl) => (ttl > longest ? 0 : ttl);
}

/** How much goes together, where there is such a request for many rows, or none. */
function sizeOf(many: unknown): number {
  return many === undefined ? MOST_REQUESTS : MOST_ROWS;
}

async function inBatches<T, U>(
  items: readonly T[],
  size: number,
  run: (batch: readonly T[]) => Promise<readonly U[]>,
): Promise<readonly U[]> {
  if (items.length <= size) return items.length === 0 ? [] : run(items);
  const answers: U[] = [];
  for (let i = 0; i < items.length; i += size) answers.push(...(await run(items.slice(i, i + size))));
  return answers;
}

async function getBatch({ get, getMany }: Verbs, names: readonly string[]): Promise<readonly unknown[]> {
  if (getMany === undefined) return Promise.all(names.map(get));
  const stored = await getMany(names);
  if (Array.isArray(stored) && stored.length === names.length) return stored.map((value) => value ?? undefined);
  throw new TypeError(`getMany of ${names.length} keys did not answer a list of as many values.`);
}

async function setBatch({ set, setMany }: Verbs, rows: readonly TextRow[]): Promise<readonly unknown[]> {
  const outcome = setMany === undefined || rows.length === 1 ? await Promise.all(rows.map(set)) : await setMany(rows);
  const outcomes: readonly unknown[] = Array.isArray(outcome) ? outcome : [outcome];
  if (outcomes.includes(false)) throw new Error('the Keyv store answered that it did not take a row.');
  return outcomes;
}

/** `false` says that there was nothing to delete; what failed has rejected. */
async function deleteBatch(verbs: Verbs, names: readonly string[]): Promise<readonly unknown[]> {
  if (verbs.deleteMany === undefined || names.length === 1) return Promise.all(names.map(verbs.delete));
  return [await verbs.deleteMany(names)];
}
