import type { Process, Unsent } from './process.ts';
import type { World } from './world.ts';

/** What the outbox of a process has sent meanwhile counts as acknowledged. */
export function noteSent(world: World, process: Process): void {
  if (process.unsent.length === 0) return;
  const pending = new Set(
    process.runtime.pendingInvalidations().flatMap(({ dependencies, keys }) => [...dependencies, ...keys]),
  );
  const isPending = ({ names }: Unsent): boolean => names.some((name) => pending.has(name));
  for (const unsent of process.unsent) {
    if (!isPending(unsent)) world.ledger.acknowledge(unsent.coverage, undefined);
  }
  process.unsent = process.unsent.filter(isPending);
}
