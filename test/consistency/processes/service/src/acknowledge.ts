import { InvalidationError, pendingInvalidations } from 'holdfast';
import { rows } from './row-client.ts';

/** Changes whose invalidation no store or not every store has taken yet. */
const late = new Set<number>();

/**
 * Invalidates what the change stands for and tells who must see it from now on: everybody, or this process alone where
 * a store did not take it.
 */
export async function acknowledge(change: number, invalidate: () => Promise<unknown>): Promise<void> {
  try {
    await invalidate();
    rows.tell({ do: 'acknowledge', change, by: 'all' });
  } catch (error) {
    if (!(error instanceof InvalidationError)) throw error;
    rows.tell({ do: 'acknowledge', change, by: 'own' });
    late.add(change);
  }
}

/** Tells which invalidations have been written since. */
export function acknowledgeLate(): void {
  if (late.size === 0 || pendingInvalidations().length > 0) return;
  for (const change of late) rows.tell({ do: 'acknowledge', change, by: 'all', isLate: true });
  late.clear();
}
