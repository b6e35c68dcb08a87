import type { Called } from '../race/contestant.ts';

/** How long peers that know a ttl keep an entry; ours the same. Milliseconds. */
export const TTL = 600_000;

/** What a peer is to cache: an async function of one or two arguments. */
export interface Subject<A, B, V> {
  readonly load: (a: A, b: B) => Promise<V>;
  /** The key that a person would give it. */
  readonly keyOf: (a: A, b: B) => string;
  readonly parameters: 1 | 2;
  /** The arguments are primitives: a peer may use them as they are. */
  readonly isPlain: boolean;
}

/** A package that a row compares with. */
export interface Peer {
  readonly who: string;
  readonly remark?: string;
  /** The function, cached the way that the package's own documentation shows. */
  readonly wrap: <A, B, V>(subject: Subject<A, B, V>) => (a: A, b: B) => Promise<V | undefined | null>;
}

/** The peers as contestants, each with a cache and a count of body runs of its own. */
export function enterPeers<A, B, V>(peers: readonly Peer[], subject: Subject<A, B, V>): readonly Called[] {
  return peers.map(({ who, remark, wrap }) => {
    let runs = 0;
    const two = (a: A, b: B): Promise<V> => {
      runs++;
      return subject.load(a, b);
    };
    // Packages choose their way by how many parameters the function has; one has no second argument.
    const load = subject.parameters === 2 ? two : (a: A): Promise<V> => two(a, undefined as never);
    const contestant: Called = { who, role: 'peer', call: wrap({ ...subject, load }), countRuns: () => runs };
    return remark === undefined ? contestant : { ...contestant, remark };
  });
}
