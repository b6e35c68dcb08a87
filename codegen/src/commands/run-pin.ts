import { writeFileSync } from 'node:fs';
import { DIAGNOSTICS } from '@holdfast/transformer';
import { CommandFailure } from '../command-failure.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { readSource, renderSource } from '../pin/edit-source.ts';
import { type FoundTarget, findTargets } from '../pin/find-targets.ts';
import { type PinPlan, planPin } from '../pin/plan-pin.ts';
import { editFiles, findMismatch, type PlannedPin, recordPins } from '../pin/write-pins.ts';
import { type Problem, toProblem } from '../problem.ts';
import type { Workspace } from '../read/read-workspace.ts';
import { renderCount } from '../render/render-count.ts';
import { renderJson } from '../render/render-json.ts';
import { renderProblems } from '../render/render-problems.ts';
import { renderTable } from '../render/render-table.ts';
import { writeManifest } from '../write-manifest.ts';
import { type CommandContext, openWorkspace } from './command-context.ts';

const NOWHERE = { start: 0, length: 0 };

/**
 * `holdfast keys pin [id…]`: writes the recorded key into the source, where the code has another one now. What is
 * written is analyzed before it is: the key must be the old one byte for byte, and nothing else may change.
 * @throws CommandFailure HF2022, HF2023
 */
export async function runPin(context: CommandContext, ids: readonly string[]): Promise<ExitCode> {
  const { host, options, palette } = context;
  const workspace = await openWorkspace(context);
  if (workspace.problems.length > 0) {
    const { problems } = workspace;
    const text = `${renderProblems(problems, palette)}${renderCount(problems.length, 'problem')}. Nothing was written.\n`;
    host.out(options.json ? renderJson({ problems, pinned: [] }) : text);
    return EXIT.findings;
  }
  const { pins, problems } = planAll(findTargets(workspace, ids));
  const rows = await writeAll(context, workspace, pins);
  if (options.json) {
    host.out(renderJson({ problems, pinned: rows }));
  } else {
    const table = renderTable(
      rows.map(({ id, key, place, wrote }) => [
        { text: 'pinned', shown: palette.green('pinned') },
        { text: id, shown: palette.bold(id) },
        { text: key },
        { text: place },
        { text: wrote, shown: palette.dim(wrote) },
      ]),
    );
    const nothing = rows.length + problems.length === 0 ? 'All keys are as recorded.\n' : '';
    host.out(table + renderProblems(problems, palette) + nothing);
    for (const { id, ignored } of rows) if (ignored.length > 0) host.error(warnOfIgnored(id, ignored));
  }
  return problems.length === 0 ? EXIT.ok : EXIT.findings;
}

function planAll(targets: readonly FoundTarget[]): {
  readonly pins: readonly PlannedPin[];
  readonly problems: readonly Problem[];
} {
  const pins: PlannedPin[] = [];
  const problems: Problem[] = [];
  for (const target of targets) {
    const { id } = target.recorded;
    const plan = planPin(target);
    if ('reason' in plan) {
      problems.push(toProblem(DIAGNOSTICS.cannotPin(NOWHERE, { id, ...plan })));
    } else if (plan.ignored.length > 0 && !target.isNamed) {
      const names = plan.ignored.join(' and ');
      const reason = `calls that differ in ${names} only would share an entry`;
      const fix = `If the result does not depend on ${names}, name the function: "holdfast keys pin ${id}". If it does: "holdfast keys accept ${id}".`;
      problems.push(toProblem(DIAGNOSTICS.cannotPin(NOWHERE, { id, reason, fix })));
    } else {
      pins.push({ ...target, plan });
    }
  }
  return { pins, problems };
}

/** A function that was pinned, as `--json` gives it. */
interface PinnedRow {
  readonly id: string;
  readonly key: string;
  /** `src/user.ts(3)`, before the edit. */
  readonly place: string;
  /** What was added to the doc comment; empty where the key was the same already. */
  readonly wrote: string;
  readonly ignored: readonly string[];
}

async function writeAll(
  context: CommandContext,
  workspace: Workspace,
  pins: readonly PlannedPin[],
): Promise<readonly PinnedRow[]> {
  if (pins.length === 0) return [];
  const texts = await editFiles(workspace, pins);
  if ('unwritable' in texts) throw refuse(pins[0]?.recorded.id ?? '', `${texts.unwritable} is not UTF-8`);
  const after = texts.size === 0 ? workspace : await openWorkspace(context, texts);
  const mismatch = findMismatch(pins, workspace, after);
  if (mismatch !== undefined) throw refuse(mismatch.id, mismatch.reason);
  for (const [fileName, text] of texts) {
    const source = readSource(fileName);
    if (source !== undefined) writeFileSync(fileName, renderSource(text, source));
  }
  for (const { path, recorded } of workspace.groups) {
    const own = pins.filter(({ group }) => group.path === path);
    if (recorded !== undefined && own.length > 0) writeManifest(path, recordPins(recorded, own, after));
  }
  return pins.map(({ recorded, namespace, current, plan }) => ({
    id: recorded.id,
    key: recorded.key,
    place: workspace.places.get(`${namespace}:${current.id}`)?.shown ?? current.file,
    wrote: describePlan(plan),
    ignored: plan.ignored,
  }));
}

function describePlan({ id, key, omit = [] }: PinPlan): string {
  const words = [
    ...(id === undefined ? [] : [`id=${id}`]),
    ...(omit.length === 0 ? [] : [`omit=${omit.join(',')}`]),
    ...(key === undefined ? [] : [`@key ${key}`]),
  ];
  return words.length === 0 ? 'the key is the same; the types are recorded anew' : words.join(' ');
}

function refuse(id: string, reason: string): CommandFailure {
  const fix = `Nothing was written. Take the new key with "holdfast keys accept ${id}", or write @key yourself.`;
  return new CommandFailure(DIAGNOSTICS.cannotPin(NOWHERE, { id, reason, fix }));
}

function warnOfIgnored(id: string, names: readonly string[]): string {
  return `holdfast: calls of ${id} that differ in ${names.join(' and ')} only share an entry now. If the result depends on it, take that back.\n`;
}
