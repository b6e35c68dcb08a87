/**
 * The protocol over a store that can only get and set: nothing in it is atomic, nobody counts, and what was written may
 * be overwritten by what was sent before.
 *
 * A dependency has a *marker*, `u:<name>`: a random token, written when the name is first used and written anew by each
 * invalidation. A call reads the markers of its dependencies before its body runs; its entry holds their tokens, and is
 * stored and served only while just these stand there. So whatever happens to a marker, an invalidation, a loss, a
 * write of somebody else, costs a miss and never serves what is older. No clock is compared for it. An invalidation that
 * is overwritten by a first use has still ended all that was stored under what stood there before.
 *
 * Dependencies that show only in the result (or belong to another function with the same key) had no token to be seen
 * before the body ran. For them the clocks decide: marker and *stamp*, `d:<name>`, which only invalidations write, must
 * be older than the begin of the computation by `clockSkew`. A first use must not overwrite the stamp of an
 * invalidation by an older time, hence the two names.
 *
 * A key has a mark of its own, `d:k:<key>`, which its invalidations write, and `refresh` and `prime` before their body
 * runs: the entry that stood there has ended then, and loads that began earlier hold another token. Where the store
 * throws rows out, each key gets a mark with its first entry, so that the loss of one shows.
 *
 * `test/consistency/scheduler` runs this code on a store that loses rows and answers in any order, also with each rule
 * taken out.
 */
import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { Sealing } from '../../value/sealing.ts';
import type { Entry, Reading, ReadRequest, Store, StorePromise } from '../port.ts';
import type { StoredEntry } from './entry-text.ts';
import type { KeyvClient } from './keyv-client.ts';
import { type Found, type LookUp, lookUp } from './look-up.ts';
import { type Clocks, Marks } from './marks.ts';
import { OwnerBounds } from './owner-bounds.ts';
import type { Parts } from './parts.ts';
import { TextRows } from './text-rows.ts';
import { writeEntries } from './write-entries.ts';

/** What such a store is made of. */
export interface GetSetOptions {
  readonly client: KeyvClient;
  readonly promise: StorePromise;
  readonly sealing: Sealing;
  readonly clocks: Clocks;
  readonly clockSkew: Milliseconds;
  readonly prefix: string;
}

/** The store. */
export function getSetStore({ client, promise, sealing, ...options }: GetSetOptions): Store {
  const rows = new TextRows(client);
  const { clocks } = options;
  const marks = new Marks({ ...options, rows });
  const bounds = new OwnerBounds();
  const keysAreMarked = client.evicts || promise === 'besteffort';
  const parts: Parts = { rows, clocks, marks, bounds, keysAreMarked, seen: new WeakMap() };
  return {
    kind: client.kind,
    promise,
    synchronous: false,
    sealing,
    read: (requests) => read(parts, requests),
    takeNextStamps: (requests) => takeNextStamps(parts, requests),
    write: (writes) => writeEntries(parts, writes),
    invalidate: async (dependencies) => {
      await marks.invalidate(dependencies);
      bounds.forget(dependencies);
    },
    invalidateKeys: (keys) => invalidateKeys(parts, keys),
    sizeOf: (owner) => bounds.count(owner),
    dispose: () => client.close(),
  };
}

async function read(parts: Parts, requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
  const looked = await lookUp(parts, requests);
  const tokens = await settle(parts, looked);
  return looked.found.map(({ request, verdict }) => {
    const stamp = stampNow(parts, request, tokens);
    if (typeof verdict === 'string') return { reason: verdict, stamp };
    parts.bounds.touch(request.key);
    return { entry: toEntry(verdict), stamp };
  });
}

/** Tokens by place: of what the look-up saw, and where it served nothing, of the marks that were missing. */
async function settle({ marks, keysAreMarked }: Parts, { found, first, since }: LookUp): Promise<Tokens> {
  const missed = found.filter(({ verdict }) => typeof verdict === 'string');
  const places = missed.flatMap(({ request: { key, dependencies } }) => [
    ...(keysAreMarked ? [marks.keyMarkOf(key)] : []),
    ...dependencies.map(marks.markerOf),
  ]);
  const written = await marks.settle(places, first, since);
  return { of: (place) => written.get(place) ?? first.mark(place)?.token };
}

/** What stood at places before a computation began. */
interface Tokens {
  readonly of: (place: string) => string | undefined;
}

/** The stamp of a computation that begins now, and what it has seen. */
function stampNow(parts: Parts, { key, dependencies }: ReadRequest, { of }: Tokens): Stamp {
  const { marks, clocks, seen, keysAreMarked } = parts;
  const stamp: Stamp = { epoch: 'clock', count: clocks.wallNow() };
  const tokens = new Map<string, string>();
  for (const name of dependencies) {
    const token = of(marks.markerOf(name));
    if (token !== undefined) tokens.set(name, token);
  }
  seen.set(stamp, { key, keyToken: of(marks.keyMarkOf(key)) ?? (keysAreMarked ? undefined : ''), tokens });
  return stamp;
}

/** What was stored under the keys ends now, and so does what is being computed: these results come first. */
async function takeNextStamps(parts: Parts, requests: readonly ReadRequest[]): Promise<readonly Stamp[]> {
  const { marks, rows } = parts;
  const keyTokens = await marks.invalidateKeys(requests.map(({ key }) => key));
  const places = requests.flatMap(({ dependencies }) => dependencies.map(marks.markerOf));
  const since = marks.beginRead();
  const written = await marks.settle(places, await rows.get(places), since);
  return requests.map((request) => {
    const { key } = request;
    const ofKey = marks.keyMarkOf(key);
    return stampNow(parts, request, { of: (place) => (place === ofKey ? keyTokens.get(key) : written.get(place)) });
  });
}

/** The entries are deleted too: they may outlive the marks of their keys. */
async function invalidateKeys(parts: Parts, keys: readonly string[]): Promise<readonly boolean[]> {
  const { marks, rows, bounds } = parts;
  const { found } = await lookUp(
    parts,
    keys.map((key) => ({ key, dependencies: [] })),
  );
  await marks.invalidateKeys(keys);
  await rows.delete(keys);
  for (const key of keys) bounds.remove(key);
  return found.map(({ verdict }: Found) => typeof verdict !== 'string');
}

function toEntry({ value, at, tokens, expiresAt }: StoredEntry): Entry {
  return { value, stamp: { epoch: 'clock', count: at }, dependencies: [...tokens.keys()], expiresAt };
}
