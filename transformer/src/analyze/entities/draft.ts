import type ts from 'typescript';
import type { PlannedId } from './entity-plan.ts';
import type { Step } from './list-parts.ts';

/** One type of a result and what is found in it. Drafts are a graph: a type that holds itself leads back to its own. */
export interface Draft {
  /** Several are a union of them, or lists whose items count as one union. Never `null` or `undefined`. */
  readonly types: readonly ts.Type[];
  form: 'leaf' | 'object' | 'array' | 'set' | 'map' | 'tuple' | 'union';
  ids: PlannedId[];
  /** Entities that may be in it without the type telling. */
  unseen: readonly number[];
  edges: DraftEdge[];
  /** The index signatures say nothing of the named properties beside them. */
  isMixed: boolean;
  /** Entities that are found in it or in what it holds, by their index; those that are unseen as `-1 - index`. */
  readonly holds: Set<number>;
  /** The entities of which a list with such items is a list: what stands in another entity does not belong to it. */
  readonly listed: Set<number>;
}

/** The classes of values that the code can tell apart. */
export type ValueClass = 'primitive' | 'array' | 'set' | 'map' | 'object';

/** Leads from a type to what its values hold, or from a union to one of its members. */
export interface DraftEdge {
  readonly step: Step | { readonly into: 'member'; readonly is: ValueClass };
  readonly to: Draft;
  /** The value may be `null` or `undefined`. */
  readonly isNullable: boolean;
}

/** A draft of nothing yet. */
export function createDraft(types: readonly ts.Type[]): Draft {
  return { types, form: 'leaf', ids: [], unseen: [], edges: [], isMixed: false, holds: new Set(), listed: new Set() };
}

/** Tells each draft what is found below it. */
export function spreadHeld(drafts: readonly Draft[]): void {
  const above = new Map<Draft, Draft[]>();
  for (const draft of drafts) {
    for (const { to } of draft.edges) {
      const holders = above.get(to);
      if (holders === undefined) above.set(to, [draft]);
      else holders.push(draft);
    }
  }
  const pending: (readonly [Draft, number])[] = drafts.flatMap((draft) => [
    ...draft.ids.map(({ track }) => [draft, track] as const),
    ...draft.unseen.map((track) => [draft, -1 - track] as const),
  ]);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [draft, held] = next;
    if (draft.holds.has(held)) continue;
    draft.holds.add(held);
    for (const holder of above.get(draft) ?? []) pending.push([holder, held]);
  }
  spreadListed(drafts, above);
}

function spreadListed(drafts: readonly Draft[], above: ReadonlyMap<Draft, readonly Draft[]>): void {
  const pending = drafts.flatMap((draft) => draft.ids.map(({ track }) => [draft, track] as const));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [draft, track] = next;
    if (draft.listed.has(track)) continue;
    draft.listed.add(track);
    for (const holder of above.get(draft) ?? []) if (holder.ids.length === 0) pending.push([holder, track]);
  }
}

/**
 * Whether a type that is reached holds itself, having these around it. A list does so only where nothing but lists lies
 * between: the items will be reached again, and a list of users is no part of the data in its own right.
 */
export function isReachedAgain(around: readonly Draft[], draft: Draft): boolean {
  const last = around.lastIndexOf(draft);
  return last !== -1 && (isItem(draft) || !around.slice(last).some(isItem));
}

function isItem({ form }: Draft): boolean {
  return form === 'object' || form === 'union';
}

/** Whether an entity is found in a draft, so that code is emitted for it. */
export function isLive({ holds }: Draft): boolean {
  for (const held of holds) if (held >= 0) return true;
  return false;
}

/** The entities of which a list with such items is a list, sorted. */
export function listListed({ listed }: Draft): readonly number[] {
  return [...listed].toSorted((a, b) => a - b);
}
