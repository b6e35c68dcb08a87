import { rmSync } from 'node:fs';
import type { ManifestSyntax } from '@holdfast/transformer';
import { applyChanges } from '../apply-changes.ts';
import { compareGroup } from '../compare-group.ts';
import { countFunctions } from '../count-functions.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { ManifestGroup } from '../read/read-workspace.ts';
import { describeChange } from '../render/render-changes.ts';
import { renderJson } from '../render/render-json.ts';
import { renderProblems } from '../render/render-problems.ts';
import { type ManifestUpdate, renderUpdate } from '../render/render-update.ts';
import { writeManifest } from '../write-manifest.ts';
import { type CommandContext, openWorkspace, type ProjectOptions } from './command-context.ts';

/** Options of `holdfast keys`. */
export interface KeysOptions extends ProjectOptions {
  /** Default: as the manifest is written already, `yaml` for a new one. */
  readonly format?: ManifestSyntax;
}

/**
 * `holdfast keys`: writes what is new, moved or updated, and tells it. A key that changed or is gone stays as it is
 * recorded until somebody says which key shall hold.
 */
export async function runKeys(context: CommandContext<KeysOptions>): Promise<ExitCode> {
  const { host, options, palette } = context;
  const { groups, problems } = await openWorkspace(context);
  if (problems.length > 0) {
    const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
    if (options.json) host.out(renderJson({ problems, manifests: [] }));
    else host.out(`${renderProblems(problems, palette)}${count}. Nothing was written.\n`);
    return EXIT.findings;
  }
  const updates = groups.map((group) => updateManifest(group, options.format));
  if (options.json) host.out(renderJson({ problems, manifests: updates.map(toJson) }));
  else host.out(updates.map((update) => renderUpdate(update, palette)).join('\n'));
  return updates.some(({ open, namespace }) => open.length > 0 || namespace) ? EXIT.findings : EXIT.ok;
}

const EXTENSION = /\.(?:ya?ml|json)$/;

function updateManifest(group: ManifestGroup, format: ManifestSyntax | undefined): ManifestUpdate {
  const { path, shown, recorded, current } = group;
  const { changes, namespace } = compareGroup(group);
  const open = namespace === undefined ? changes.filter(({ kind }) => kind === 'changed' || kind === 'gone') : changes;
  const next = applyChanges(
    recorded ?? new Map(),
    changes.filter((change) => !open.includes(change)),
  );
  const target = format === undefined ? path : path.replace(EXTENSION, `.${format}`);
  const isNeeded = recorded !== undefined || changes.length > 0;
  const isWritten = isNeeded && writeManifest(target, next);
  if (target !== path && recorded !== undefined) rmSync(path);
  const name = target === path ? shown : shown.replace(EXTENSION, `.${format}`);
  return { shown: name, functions: countFunctions(current), changes, open, isWritten, ...(namespace && { namespace }) };
}

function toJson({ shown, functions, changes, open, namespace, isWritten }: ManifestUpdate): object {
  return {
    manifest: shown,
    functions,
    written: isWritten,
    ...(namespace && { namespace }),
    changes: changes.map((change) => ({ ...describeChange(change), open: open.includes(change) })),
  };
}
