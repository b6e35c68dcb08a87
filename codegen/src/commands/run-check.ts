import { basename } from 'node:path';
import { type Change, DIAGNOSTICS, type Diagnostic, diagnoseChange } from '@holdfast/transformer';
import { compareGroup } from '../compare-group.ts';
import { countFunctions } from '../count-functions.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Problem, toProblem } from '../problem.ts';
import type { ManifestGroup, Workspace } from '../read/read-workspace.ts';
import { describeChange } from '../render/render-changes.ts';
import { renderCount } from '../render/render-count.ts';
import { renderJson } from '../render/render-json.ts';
import { renderProblems, renderWarnings } from '../render/render-problems.ts';
import { type CommandContext, openWorkspace } from './command-context.ts';

const NOWHERE = { start: 0, length: 0 };

/**
 * `holdfast check`: fails where the build would, and where the manifest is not what the code says. It emits nothing, so
 * it works for projects that are built by something else. Warnings of the build are told, and fail nothing.
 */
export async function runCheck(context: CommandContext): Promise<ExitCode> {
  const { host, options, palette } = context;
  const workspace = await openWorkspace(context);
  const checks = workspace.groups.map((group) => checkGroup(group, workspace));
  const problems = [...workspace.problems, ...checks.flatMap((check) => check.problems)];
  if (options.json) {
    const manifests = checks.map(({ group, changes }) => ({
      manifest: group.shown,
      functions: countFunctions(group.current),
      changes: changes.map(describeChange),
    }));
    host.out(renderJson({ problems, warnings: workspace.warnings, manifests }));
  } else {
    const total = problems.length === 0 ? '' : `${renderCount(problems.length, 'problem')}.\n`;
    const clean = workspace.problems.length > 0 ? '' : checks.map(renderCheck).join('');
    host.out(renderWarnings(workspace.warnings, palette) + renderProblems(problems, palette) + clean + total);
  }
  return problems.length === 0 ? EXIT.ok : EXIT.findings;
}

interface GroupCheck {
  readonly group: ManifestGroup;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

function checkGroup(group: ManifestGroup, workspace: Workspace): GroupCheck {
  const { recorded, current, path } = group;
  const manifest = basename(path);
  const functions = countFunctions(current);
  if (recorded === undefined) {
    const missing = toProblem(DIAGNOSTICS.noManifest(NOWHERE, { count: functions, manifest }));
    return { group, changes: [], problems: functions === 0 ? [] : [missing] };
  }
  const { namespace, changes } = compareGroup(group);
  if (namespace !== undefined) {
    const diagnostic = DIAGNOSTICS.changedNamespace(NOWHERE, { ...namespace, count: countFunctions(recorded) });
    return { group, changes, problems: [toProblem(diagnostic)] };
  }
  const problems = changes.flatMap((change): Problem[] => {
    // A function that the build refuses is not in the analysis, and so it looks as if it were gone.
    if (change.kind === 'gone' && workspace.problems.length > 0) return [];
    const problem = diagnoseChange(change, changes, manifest);
    if (problem === undefined) return [];
    const place = workspace.places.get(`${change.namespace}:${problem.at?.id}`);
    const diagnostic: Diagnostic = problem.report(place?.idSpan ?? NOWHERE);
    return [place === undefined ? toProblem(diagnostic) : place.toProblem(diagnostic)];
  });
  return { group, changes, problems };
}

function renderCheck({ group, changes, problems }: GroupCheck): string {
  if (problems.length > 0 || group.recorded === undefined) return '';
  const outdated = changes.filter(({ kind }) => kind === 'updated').length;
  const total = renderCount(countFunctions(group.current), 'function');
  const note =
    outdated === 0
      ? ''
      : ` It lags behind the code of ${renderCount(outdated, 'function')}; "holdfast keys" brings it up to date.`;
  return `${group.shown}: ${total}, all keys as recorded.${note}\n`;
}
