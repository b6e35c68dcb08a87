import { Gate, type Steps } from './gate.ts';
import { getMarks, writeMarks } from './keyv-rows.ts';
import type { Mark } from './node.ts';
import { type Process, STORE_DOWN } from './process.ts';
import type { Store } from './store.ts';

/** Marks of names that a process uses for the first time: being written, written, or not. */
export interface FirstUse {
  readonly done: Gate;
  marks: ReadonlyMap<string, Mark> | undefined;
  /** When it ended, in the order of this process's requests. */
  order: number;
}

/** What a request for marks brought, and its place in the order of the process's requests. */
export interface Fetched {
  readonly found: ReadonlyMap<string, Mark>;
  readonly since: number;
}

/** Asks for marks; what is written for the first time after this is taken for what was not there. */
export function* fetchMarks(store: Store, process: Process, places: Iterable<string>): Steps<Fetched> {
  process.requests += 1;
  const since = process.requests;
  return { found: yield* getMarks(store, process, places), since };
}

/** The tokens at these places; where a request found none another is written, and has come when this ends. */
export function* settle(
  store: Store,
  process: Process,
  places: readonly string[],
  { found, since }: Fetched,
): Steps<ReadonlyMap<string, number>> {
  const tokens = new Map<string, number>();
  const uses = new Map<string, FirstUse>();
  const absent: string[] = [];
  for (const place of new Set(places)) {
    const known = process.firstUses.get(place);
    const mark = found.get(place);
    if (mark !== undefined) tokens.set(place, mark.token);
    else if (known !== undefined && (!known.done.open || known.order > since)) uses.set(place, known);
    else absent.push(place);
  }
  if (absent.length > 0) {
    const own = yield* useFirst(store, process, absent);
    for (const place of absent) uses.set(place, own);
  }
  for (const [place, use] of uses) {
    // A mark that comes after the body has begun may take the place of what an invalidation has written meanwhile.
    if (!use.done.open && !store.world.off.firstUseBeforeBody) yield use.done;
    const mark = use.marks?.get(place);
    if (mark === undefined) throw STORE_DOWN;
    tokens.set(place, mark.token);
  }
  return tokens;
}

function* useFirst(store: Store, process: Process, places: readonly string[]): Steps<FirstUse> {
  const use: FirstUse = { done: new Gate(), marks: undefined, order: 0 };
  for (const place of places) process.firstUses.set(place, use);
  let isWritten = false;
  const sent = (marks: ReadonlyMap<string, Mark>): void => {
    use.marks = marks;
  };
  try {
    yield* writeMarks(store, process, { places, kind: 'marker', sent });
    isWritten = true;
  } finally {
    process.requests += 1;
    use.order = process.requests;
    if (!isWritten) {
      use.marks = undefined;
      for (const place of places) if (process.firstUses.get(place) === use) process.firstUses.delete(place);
    }
    store.world.open(use.done);
  }
  return use;
}
