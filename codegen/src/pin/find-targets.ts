import { basename } from 'node:path';
import { type Change, DIAGNOSTICS, type ManifestFunction } from '@holdfast/transformer';
import { nearestName } from 'holdfast/grammar';
import { CommandFailure } from '../command-failure.ts';
import { compareGroup } from '../compare-group.ts';
import { countFunctions } from '../count-functions.ts';
import type { ManifestGroup, Workspace } from '../read/read-workspace.ts';
import type { PinTarget } from './plan-pin.ts';

/** A function that is to have its recorded key again. */
export interface FoundTarget extends PinTarget {
  readonly group: ManifestGroup;
  readonly namespace: string;
  /** Named by the developer, who knows what is asked for. */
  readonly isNamed: boolean;
}

/**
 * What is to be pinned: each `id` whose key changed, and each `old=new` for a function that has another id now. Without
 * any, all whose key changed; a renamed function is never looked for.
 * @throws CommandFailure HF1412, HF1416, HF2022, HF2023
 */
export function findTargets({ groups }: Workspace, words: readonly string[]): readonly FoundTarget[] {
  const [unrecorded] = groups.filter(({ recorded }) => recorded === undefined);
  if (unrecorded !== undefined && groups.every(({ recorded }) => recorded === undefined)) throw refuseAll(unrecorded);
  const open = groups.flatMap((group) => {
    const { changes, namespace } = compareGroup(group);
    if (namespace !== undefined) throw refuseNamespace(namespace, group);
    return changes.map((change) => ({ group, change }));
  });
  const changed = open.flatMap(({ group, change }) =>
    change.kind === 'changed' ? [{ group, ...pick(change), isNamed: words.length > 0 }] : [],
  );
  if (words.length === 0) return changed;
  return words.map((word) => {
    const [old = '', now] = word.split('=', 2);
    if (now !== undefined) return findRenamed(open, old, now);
    const found = changed.find(({ recorded }) => recorded.id === old);
    if (found !== undefined) return found;
    const gone = open.find(({ change }) => change.kind === 'gone' && change.recorded.id === old);
    if (gone !== undefined)
      throw refuseGone(
        old,
        open.map(({ change }) => change),
      );
    throw refuseUnknown(
      old,
      changed.map(({ recorded }) => recorded.id),
    );
  });
}

interface Open {
  readonly group: ManifestGroup;
  readonly change: Change;
}

function pick({ namespace, recorded, current }: Extract<Change, { readonly kind: 'changed' }>) {
  return { namespace, recorded, current };
}

/** The new function may stand in the manifest already, as one of its own. */
function findRenamed(open: readonly Open[], old: string, now: string): FoundTarget {
  const gone = open.flatMap(({ group, change }) =>
    change.kind === 'gone' && change.recorded.id === old ? [{ group, change }] : [],
  );
  const [first] = gone;
  if (first === undefined) {
    throw refuseUnknown(
      old,
      open.flatMap(({ change }) => (change.kind === 'gone' ? [change.recorded.id] : [])),
    );
  }
  const { group, change } = first;
  const functions: readonly ManifestFunction[] = group.current.get(change.namespace) ?? [];
  const current = functions.find(({ id }) => id === now);
  if (current === undefined)
    throw refuseUnknown(
      now,
      functions.map(({ id }) => id),
    );
  return { group, namespace: change.namespace, recorded: change.recorded, current, isNamed: true };
}

function refuseAll({ path, current }: ManifestGroup): CommandFailure {
  const facts = { count: countFunctions(current), manifest: basename(path) };
  return new CommandFailure(DIAGNOSTICS.noManifest({ start: 0, length: 0 }, facts));
}

/** The namespace stands in tsconfig.json or package.json, not in a doc comment. */
function refuseNamespace(
  namespace: { readonly from: string; readonly to: string },
  { recorded }: ManifestGroup,
): CommandFailure {
  const count = countFunctions(recorded ?? new Map());
  return new CommandFailure(DIAGNOSTICS.changedNamespace({ start: 0, length: 0 }, { ...namespace, count }));
}

function refuseUnknown(id: string, known: readonly string[]): CommandFailure {
  const facts = { id, command: 'pin', known, nearest: nearestName(id, known) };
  return new CommandFailure(DIAGNOSTICS.unknownId({ start: 0, length: 0 }, facts));
}

function refuseGone(id: string, changes: readonly Change[]): CommandFailure {
  const added = changes.flatMap((change) => (change.kind === 'new' ? [change.current.id] : []));
  const reason = 'no function has this id, and a renamed one is never guessed';
  const fix =
    added.length === 0
      ? `Take it out of the manifest with "holdfast keys accept ${id}".`
      : `If it is one of ${added.join(', ')} now, say so: "holdfast keys pin ${id}=${added[0]}".`;
  return new CommandFailure(DIAGNOSTICS.cannotPin({ start: 0, length: 0 }, { id, reason, fix }));
}
