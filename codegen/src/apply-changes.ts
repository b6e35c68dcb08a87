import type { Change, Manifest, ManifestFunction } from '@holdfast/transformer';

/** A manifest in which some changes are recorded; all others stay as they were. */
export function applyChanges(recorded: Manifest, changes: readonly Change[]): Manifest {
  const next = new Map([...recorded].map(([namespace, functions]) => [namespace, [...functions]] as const));
  for (const change of changes) {
    const id = change.kind === 'gone' ? change.recorded.id : change.current.id;
    const others = (next.get(change.namespace) ?? []).filter((fn: ManifestFunction) => fn.id !== id);
    next.set(change.namespace, change.kind === 'gone' ? others : [...others, change.current]);
  }
  return next;
}
