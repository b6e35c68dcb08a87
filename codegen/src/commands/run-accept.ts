import { type Change, DIAGNOSTICS, renameNamespace } from '@holdfast/transformer';
import { nearestName } from 'holdfast/grammar';
import { applyChanges } from '../apply-changes.ts';
import { CommandFailure } from '../command-failure.ts';
import { compareGroup } from '../compare-group.ts';
import { countFunctions } from '../count-functions.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { ManifestGroup } from '../read/read-workspace.ts';
import { describeChange } from '../render/render-changes.ts';
import { renderCount } from '../render/render-count.ts';
import { renderJson } from '../render/render-json.ts';
import { renderProblems } from '../render/render-problems.ts';
import { renderUpdate } from '../render/render-update.ts';
import { writeManifest } from '../write-manifest.ts';
import { type CommandContext, openWorkspace } from './command-context.ts';

/**
 * `holdfast keys accept [id…]`: records the keys that the code has now, of these functions or of all.
 * @throws CommandFailure HF2022 for an id of which nothing differs
 */
export async function runAccept(context: CommandContext, ids: readonly string[]): Promise<ExitCode> {
  const { host, options, palette } = context;
  const { groups, problems } = await openWorkspace(context);
  if (problems.length > 0) {
    const text = `${renderProblems(problems, palette)}${renderCount(problems.length, 'problem')}. Nothing was written.\n`;
    host.out(options.json ? renderJson({ problems, manifests: [] }) : text);
    return EXIT.findings;
  }
  const compared = groups.map((group) => ({ group, ...compareGroup(group) }));
  refuseUnknown(
    ids,
    compared.flatMap(({ changes }) => changes),
  );
  const updates = compared.map(({ group, changes, namespace }) => {
    if (namespace !== undefined && ids.length > 0) throw renamedNamespace(namespace, group);
    const accepted = ids.length === 0 ? changes : changes.filter((change) => ids.includes(idOf(change)));
    // Functions of projects that were not read move to the new namespace with the others.
    const base = renameNamespace(group.recorded ?? new Map(), namespace);
    const isNeeded = accepted.length > 0 || namespace !== undefined;
    const isWritten = isNeeded && writeManifest(group.path, applyChanges(base, accepted));
    return { shown: group.shown, functions: countFunctions(group.current), changes: accepted, open: [], isWritten };
  });
  const text = updates.map((update) => renderUpdate(update, palette)).join('\n');
  const json = updates.map(({ shown, changes }) => ({ manifest: shown, accepted: changes.map(describeChange) }));
  host.out(options.json ? renderJson({ problems, manifests: json }) : text);
  return EXIT.ok;
}

/** All keys have another namespace, so none can be accepted alone. */
function renamedNamespace(
  namespace: { readonly from: string; readonly to: string },
  { recorded }: ManifestGroup,
): Error {
  const count = countFunctions(recorded ?? new Map());
  return new CommandFailure(DIAGNOSTICS.changedNamespace({ start: 0, length: 0 }, { ...namespace, count }));
}

function idOf(change: Change): string {
  return change.kind === 'gone' ? change.recorded.id : change.current.id;
}

function refuseUnknown(ids: readonly string[], changes: readonly Change[]): void {
  const known = changes.map(idOf);
  const id = ids.find((one) => !known.includes(one));
  if (id === undefined) return;
  const nearest = nearestName(id, known);
  throw new CommandFailure(DIAGNOSTICS.unknownId({ start: 0, length: 0 }, { id, command: 'accept', known, nearest }));
}
