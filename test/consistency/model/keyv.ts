import type { Draft, Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import { type Fetched, fetchMarks, settle } from './keyv-first-uses.ts';
import { clockOf, getMarks, keyMarkOf, markerOf, marksOf, stampOf, travel, writeMarks } from './keyv-rows.ts';
import {
  type Candidate,
  firstVerdict,
  hasTokens,
  isMarkingKeys,
  isOld,
  isOlder,
  isOwnOlder,
  keyOf,
  keyTokenOf,
  rememberOwn,
} from './keyv-verdict.ts';
import type { Entry, Mark, Message } from './node.ts';
import { type KeyPlan, knownNames } from './plan.ts';
import type { Process } from './process.ts';
import type { Protocol } from './protocol.ts';
import type { Seen } from './shared-read.ts';
import type { Stamp } from './stamp.ts';
import { keyName, type Store } from './store.ts';

/**
 * Any other store: get and set, nothing atomic. A dependency has a marker, a random token that is another one after each
 * invalidation; an entry holds the tokens that were seen before its body ran, and is stored and served while just these
 * stand there. Clocks decide over what only the result shows, and over what the asker alone depends on.
 */
export const keyv: Protocol = { read, stamp, write, invalidate, invalidateKey };

/** What a computation saw before its body ran. */
export interface Begun {
  /** The process's clock. */
  readonly at: number;
  /** Of the key's mark; 0: it had none; undefined: nothing is known. */
  readonly keyToken: number | undefined;
  /** By dependency. */
  readonly tokens: ReadonlyMap<string, number>;
  /** The store has lost sight of it: it knows the time only. */
  readonly isUnseen: boolean;
}

function* read(store: Store, process: Process, plan: KeyPlan): Steps<Seen> {
  const known = knownNames(plan);
  process.requests += 1;
  const since = process.requests;
  const found = new Map<string, Mark>();
  let entry: Entry | undefined;
  const places = ['', keyMarkOf(keyOf(plan)), ...known.map(markerOf)];
  const take = (place: string): void => {
    const mark = marksOf(store).get(place);
    if (place === '') entry = store.entry(keyOf(plan));
    else if (mark !== undefined) found.set(place, mark);
  };
  // The marker of everything after the mark of the key: a loss of both between the two shows there.
  yield* travel(store, process, places, take, store.world.scenario.torn ? places.length : 2);
  const candidate = firstVerdict(store, process, { plan, known, found, entry });
  if (candidate !== undefined && (yield* hasOthers(store, process, candidate, known))) {
    return { entry: candidate.entry, stamp: begin(store, process, plan, () => undefined) };
  }
  return { entry: undefined, stamp: yield* beginAfter(store, process, plan, { found, since }) };
}

/** What the entry and its asker do not have in common. The marker of everything is read last: a loss of all shows there. */
function* hasOthers(store: Store, process: Process, { under }: Candidate, known: readonly string[]): Steps<boolean> {
  const { off } = store.world;
  const own = [...under.tokens.keys()].filter((name) => !known.includes(name));
  const asked = known.filter((name) => !under.tokens.has(name));
  if (own.length + asked.length === 0) return true;
  const strange = yield* getMarks(
    store,
    process,
    asked.flatMap((name) => [stampOf(store, name), markerOf(name)]),
  );
  const names = off.everythingLast ? own : ['*', ...own];
  const found = yield* getMarks(store, process, names.map(markerOf));
  if (!off.ownTokenAtRead && !hasTokens(store, under, names, found)) return false;
  const { at } = under;
  return (
    off.askerOld === true ||
    asked.every((name) => isOld(store, process, { name, at, markers: strange, stamps: strange }))
  );
}

/** The stamp of a computation that begins when the markers of what it is known to depend on are there. */
function* beginAfter(store: Store, process: Process, plan: KeyPlan, fetched: Fetched): Steps<Stamp> {
  const key = keyMarkOf(keyOf(plan));
  const places = [...(isMarkingKeys(store) ? [key] : []), ...knownNames(plan).map(markerOf)];
  const tokens = yield* settle(store, process, places, fetched);
  return begin(store, process, plan, (place) => tokens.get(place) ?? fetched.found.get(place)?.token);
}

function begin(store: Store, process: Process, plan: KeyPlan, tokenAt: (place: string) => number | undefined): Stamp {
  const stamp = store.world.newId();
  const tokens = new Map<string, number>();
  for (const name of knownNames(plan)) {
    const token = tokenAt(markerOf(name));
    if (token !== undefined) tokens.set(name, token);
  }
  const keyToken = tokenAt(keyMarkOf(keyOf(plan))) ?? (isMarkingKeys(store) ? undefined : 0);
  const isUnseen = store.world.scenario.unseen === true;
  process.begun.set(stamp, { at: clockOf(store, process), keyToken, tokens, isUnseen });
  return stamp;
}

/** `next`: what was stored under the key ends now, and so does what is being computed. */
function* stamp(store: Store, process: Process, next: boolean, plan: KeyPlan): Steps<Stamp> {
  const key = keyMarkOf(keyOf(plan));
  const places = knownNames(plan).map(markerOf);
  if (!next || store.world.off.refreshMark) {
    return yield* beginAfter(store, process, plan, yield* fetchMarks(store, process, [key, ...places]));
  }
  const keyToken = (yield* endKey(store, process, keyOf(plan))).token;
  const tokens = yield* settle(store, process, places, yield* fetchMarks(store, process, places));
  return begin(store, process, plan, (place) => (place === key ? keyToken : tokens.get(place)));
}

function* write(store: Store, process: Process, flight: Flight, refresh: boolean): Steps<boolean> {
  const begun = process.begun.get(flight.stamp);
  const { draft } = flight;
  if (begun === undefined || draft === undefined) return false;
  const key = keyOf(store.world.plan(flight.key));
  if (refresh && begun.isUnseen && !store.world.off.unseenRefreshEnds) yield* endKey(store, process, key);
  const entry = yield* admit(store, process, { key, begun, draft, refresh, flight });
  if (entry === undefined) return false;
  yield* travel(store, process, [entry], (one) => store.setEntry(key, one));
  return true;
}

interface Sent {
  readonly key: string;
  readonly begun: Begun;
  readonly draft: Draft;
  readonly refresh: boolean;
  readonly flight: Flight;
}

/** The entry as it may be stored, under the marks that stand there now. */
function* admit(store: Store, process: Process, sent: Sent): Steps<Entry | undefined> {
  const { key, begun, draft, flight } = sent;
  const { off } = store.world;
  const { dependencies } = draft;
  const late = dependencies.filter((name) => begun.isUnseen || !begun.tokens.has(name));
  const fetched = yield* fetchMarks(store, process, [keyMarkOf(key), ...dependencies.map(markerOf)]);
  const early = off.stampAfterFirstUse ? yield* getStamps(store, process, late) : undefined;
  const settled = yield* settle(store, process, late.map(markerOf), fetched);
  const stamps = early ?? (yield* getStamps(store, process, late));
  const markers = fetched.found;
  const keyToken = keyTokenOf(store, key, markers);
  if (keyToken === undefined || !isKeyGood(store, process, sent, fetched)) return undefined;
  const { at } = begun;
  if (!late.every((name) => isOld(store, process, { name, at, markers, stamps }))) return undefined;
  const tokens = new Map<string, number>();
  for (const name of dependencies) {
    const token = settled.get(markerOf(name)) ?? markers.get(markerOf(name))?.token;
    const seen = begun.isUnseen ? undefined : begun.tokens.get(name);
    if (token === undefined || (token !== (seen ?? token) && !off.tokenAtWrite)) return undefined;
    tokens.set(name, token);
  }
  const by = store.world.story === undefined ? '' : `${flight.name} of ${process.name}`;
  const under = { at, tokens, late, keyToken };
  return { ...draft, stamp: flight.stamp, tombstone: false, mark: 0, by, under };
}

const getStamps = (store: Store, process: Process, names: readonly string[]): Steps<ReadonlyMap<string, Mark>> =>
  getMarks(
    store,
    process,
    names.map((name) => stampOf(store, name)),
  );

function isKeyGood(store: Store, process: Process, { key, begun, refresh }: Sent, { found }: Fetched): boolean {
  const { off } = store.world;
  if (!begun.isUnseen) return off.keyTokenAtWrite === true || keyTokenOf(store, key, found) === begun.keyToken;
  if (refresh) return false;
  if (off.unseenKeyOld) return true;
  return isOlder(store, found.get(keyMarkOf(key)), begun.at) && isOwnOlder(store, process, keyName(key), begun.at);
}

/** The stamps are there before the markers are: who overwrites a marker by a first use looks for the stamp after that. */
function* invalidate(store: Store, process: Process, names: readonly string[]): Steps<readonly Message[]> {
  const { off } = store.world;
  const markers = { places: names.map(markerOf), kind: 'marker' } as const;
  if (off.stampBeforeMarker) yield* writeMarks(store, process, markers);
  const places = names.map((name) => stampOf(store, name));
  const stamps = yield* writeMarks(store, process, { places, kind: 'stamp' });
  for (const name of names) rememberOwn(store, process, name, stamps.get(stampOf(store, name)));
  if (!off.stampBeforeMarker && !off.invalidationMarker && !off.separateStamp)
    yield* writeMarks(store, process, markers);
  return names.map((name) => ({ name, stamp: stamps.get(stampOf(store, name))?.at ?? 0 }));
}

function* endKey(store: Store, process: Process, key: string): Steps<Mark> {
  const place = keyMarkOf(key);
  const marks = yield* writeMarks(store, process, { places: [place], kind: 'stamp' });
  const mark = marks.get(place);
  if (mark === undefined) throw new Error(`no mark of ${key}`);
  rememberOwn(store, process, keyName(key), mark);
  return mark;
}

function* invalidateKey(store: Store, process: Process, key: string): Steps<readonly Message[]> {
  const stored = keyOf(store.world.plan(key));
  const at = store.world.off.keyMark ? 0 : (yield* endKey(store, process, stored)).at;
  yield* travel(store, process, [stored], (one) => store.deleteEntry(one));
  return [{ name: keyName(key), stamp: at }];
}
