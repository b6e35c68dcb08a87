import { at } from './choice.ts';
import type { Value } from './node.ts';
import type { Call } from './truth.ts';
import type { World } from './world.ts';

/** The inside of an `invalidateAfter`: a transaction's own rows, and what it has collected. */
export class TransactionScope {
  /** Rows as this transaction sees them before it is committed. */
  readonly own = new Map<number, number>();
  /** A database may show a transaction the rows as they were when it began. */
  readonly snapshot: readonly number[] | undefined;
  collected = false;
  private collectedAt = 0;
  private readonly world: World;

  constructor(world: World, snapshot: readonly number[] | undefined) {
    this.world = world;
    this.snapshot = snapshot;
  }

  collect(): void {
    this.collected = true;
    this.collectedAt = this.world.now();
  }

  /** The writer sees its own writes once it has collected their invalidation. */
  check(call: Call, value: Value): void {
    if (!this.collected || call.came < this.collectedAt) return;
    for (const [row, version] of this.own) {
      if (row < value.length && at(value, row) >= 0 && at(value, row) !== version) {
        this.world.truth.fail(
          'stale',
          `${call.id} in a transaction returned row ${row} at version ${at(value, row)}, not its own ${version}`,
        );
      }
    }
  }
}
