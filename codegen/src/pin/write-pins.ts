import type { Manifest, ManifestFunction } from '@holdfast/transformer';
import type ts from 'typescript';
import type { Workspace } from '../read/read-workspace.ts';
import { editComment } from './edit-comment.ts';
import { editSource, readSource } from './edit-source.ts';
import type { FoundTarget } from './find-targets.ts';
import { hasSameKeys } from './has-same-keys.ts';
import type { PinPlan } from './plan-pin.ts';

/** A target with its plan. */
export interface PlannedPin extends FoundTarget {
  readonly plan: PinPlan;
}

/** Texts of files, by absolute name. */
export type Texts = ReadonlyMap<string, string>;

/** The texts of all files that pins change, or the name of one that cannot be written back as it was. */
export async function editFiles(
  { typescript, places }: Workspace,
  pins: readonly PlannedPin[],
): Promise<Texts | { readonly unwritable: string }> {
  const edits = new Map<
    string,
    {
      readonly text: string;
      readonly sourceFile: ts.SourceFile;
      readonly edits: ReturnType<typeof editComment>[number][];
    }
  >();
  for (const { namespace, current, plan } of pins) {
    const place = places.get(`${namespace}:${current.id}`);
    if (place === undefined) throw new Error(`${current.id} was analyzed, and has no place.`);
    const { fileName, idSpan } = place;
    const text = edits.get(fileName)?.text ?? readSource(fileName)?.text;
    if (text === undefined) return { unwritable: place.shown };
    const known = edits.get(fileName) ?? {
      text,
      sourceFile: typescript.createSourceFile(fileName, text, typescript.ScriptTarget.Latest, true),
      edits: [],
    };
    known.edits.push(...editComment({ typescript, sourceFile: known.sourceFile, idSpan }, plan));
    edits.set(fileName, known);
  }
  const texts = new Map<string, string>();
  for (const [fileName, { text, edits: ofFile }] of edits) {
    if (ofFile.length > 0) texts.set(fileName, await editSource(fileName, text, ofFile));
  }
  return texts;
}

/** What is wrong with pins before they are written; `undefined` where the keys are the recorded ones. */
export function findMismatch(
  pins: readonly PlannedPin[],
  before: Workspace,
  after: Workspace,
): { readonly id: string; readonly reason: string } | undefined {
  const [problem] = after.problems;
  for (const { recorded, namespace, plan, group } of pins) {
    const { id } = recorded;
    if (problem !== undefined) return { id, reason: problem.message };
    const pinned = find(after, group.path, { namespace, id });
    if (pinned === undefined) return { id, reason: 'the function has another id afterwards' };
    if (!hasSameKeys(recorded, pinned, plan.pairs)) return { id, reason: `its key would be ${pinned.key} afterwards` };
  }
  const touched = new Set(pins.flatMap(({ recorded, current }) => [recorded.id, current.id]));
  const stranger = listOthers(before, touched).find((text, index) => text !== listOthers(after, touched)[index]);
  return stranger === undefined ? undefined : { id: stranger, reason: 'another function would change' };
}

function find(
  { groups }: Workspace,
  path: string,
  { namespace, id }: { readonly namespace: string; readonly id: string },
): ManifestFunction | undefined {
  const current: Manifest | undefined = groups.find((group) => group.path === path)?.current;
  return current?.get(namespace)?.find((fn) => fn.id === id);
}

function listOthers({ groups }: Workspace, touched: ReadonlySet<string>): readonly string[] {
  return groups.flatMap(({ current }) =>
    [...current.values()].flat().flatMap((fn) => (touched.has(fn.id) ? [] : [`${fn.id} ${fn.key}`])),
  );
}

/** The manifest of a group after its pins: the recorded keys, with what the code says of the functions otherwise. */
export function recordPins(recorded: Manifest, pins: readonly PlannedPin[], after: Workspace): Manifest {
  const next = new Map(recorded);
  for (const { namespace, recorded: old, current, group } of pins) {
    const pinned = find(after, group.path, { namespace, id: old.id });
    const others = (next.get(namespace) ?? []).filter(({ id }) => id !== old.id && id !== current.id);
    next.set(namespace, pinned === undefined ? others : [...others, pinned]);
  }
  return next;
}
