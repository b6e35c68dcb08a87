/**
 * Two intrusive doubly linked rings: every node stands in the ring of all entries and in the ring of its
 * owner, both from the most to the least recently used. All operations are O(1) and allocate nothing.
 */
export type RingName = 'all' | 'own';

export interface RingLinks {
  next: RingNode;
  previous: RingNode;
}

export interface RingNode {
  readonly all: RingLinks;
  readonly own: RingLinks;
}

/** The links of a node that is put into its rings at once. */
export function makeLinks(): RingLinks {
  // `pushFirst` completes them before anything sees them.
  return { next: undefined, previous: undefined } as unknown as RingLinks;
}

/** A ring's head: its links point to itself. */
export function makeRingNode(): RingNode {
  const head = { all: makeLinks(), own: makeLinks() };
  head.all.next = head.all.previous = head.own.next = head.own.previous = head;
  return head;
}

/** Puts the node first. It must stand in no ring of this name. */
export function pushFirst(ring: RingName, head: RingNode, node: RingNode): void {
  const first = head[ring].next;
  node[ring].next = first;
  node[ring].previous = head;
  first[ring].previous = node;
  head[ring].next = node;
}

/** Takes the node out of its ring; without effect where it stands in none. */
export function takeOut(ring: RingName, node: RingNode): void {
  const { next, previous } = node[ring];
  previous[ring].next = next;
  next[ring].previous = previous;
  node[ring].next = node[ring].previous = node;
}

/** Moves the node to the front of the ring it stands in. */
export function moveFirst(ring: RingName, head: RingNode, node: RingNode): void {
  if (head[ring].next === node) return;
  takeOut(ring, node);
  pushFirst(ring, head, node);
}
