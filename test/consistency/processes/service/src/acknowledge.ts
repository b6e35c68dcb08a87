import { InvalidationError, pendingInvalidations } from 'holdfast';
import { rows } from './row-client.ts';

/** Changes whose invalidation no store or not every store has taken yet. */
const late = new Set<number>();

/** What of a change is invalidated. */
export interface Acknowledged {
  readonly change: number;
  readonly invalidate: () => Promise<unknown>;
  /** What may be in the outbox although the invalidation does not fail. */
  readonly names?: readonly string[];
}

/**
 * Invalidates what the change stands for and tells who must see it from now on: everybody, or this process alone where
 * a store did not take it.
 */
export async function acknowledge({ change, invalidate, names = [] }: Acknowledged): Promise<void> {
  try {
    await invalidate();
  } catch (error) {
    if (!(error instanceof InvalidationError)) throw error;
    keepLate(change);
    return;
  }
  if (isPending(names)) keepLate(change);
  else rows.tell({ do: 'acknowledge', change, by: 'all' });
}

/** The same where the change is known only when the work has ended that makes and invalidates it. */
export async function acknowledgeMade(
  made: { readonly change: number | undefined },
  work: Promise<unknown>,
  names: readonly string[] = [],
): Promise<void> {
  const [outcome] = await Promise.allSettled([work]);
  const { change } = made;
  if (change === undefined) throw outcome.status === 'rejected' ? outcome.reason : new Error('nothing was changed');
  await acknowledge({ change, invalidate: () => work, names });
}

/** Tells which invalidations have been written since. */
export function acknowledgeLate(): void {
  if (late.size === 0 || pendingInvalidations().length > 0) return;
  for (const change of late) rows.tell({ do: 'acknowledge', change, by: 'all', isLate: true });
  late.clear();
}

function keepLate(change: number): void {
  rows.tell({ do: 'acknowledge', change, by: 'own' });
  late.add(change);
}

function isPending(names: readonly string[]): boolean {
  return pendingInvalidations().some(({ dependencies }) => dependencies.some((name) => names.includes(name)));
}
