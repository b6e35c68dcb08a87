import {
  type Change,
  type ManifestFunction,
  renderKeys,
  renderReasons,
  type UpdatedField,
} from '@holdfast/transformer';
import type { Palette } from './palette.ts';
import { type Cell, renderTable } from './render-table.ts';

/** What a change is called in tables and in `--json`. One that is only in another file has a word of its own. */
export type ChangeWord = 'new' | 'gone' | 'changed' | 'moved' | 'updated';

/** A change as `--json` gives it. */
export interface ChangeRow {
  readonly change: ChangeWord;
  readonly id: string;
  readonly namespace: string;
  /** The key, or `old -> new`. */
  readonly key: string;
  /** The file, or `old -> new`. */
  readonly file: string;
  /** In words, what else there is to say; empty where nothing is. */
  readonly note: string;
}

/** What a table says of a change. */
export function describeChange(change: Change): ChangeRow {
  const { namespace } = change;
  if (change.kind === 'new') {
    const { id, key, file } = change.current;
    return { change: 'new', id, namespace, key, file, note: '' };
  }
  if (change.kind === 'gone') {
    const { id, key, file } = change.recorded;
    return { change: 'gone', id, namespace, key, file, note: '' };
  }
  const { recorded, current } = change;
  const file = recorded.file === current.file ? current.file : `${recorded.file} -> ${current.file}`;
  const common = { id: current.id, namespace, file };
  if (change.kind === 'changed') {
    const { from, to } = renderKeys(recorded, current);
    return { change: 'changed', ...common, key: `${from} -> ${to}`, note: renderReasons(change.reasons) };
  }
  const others = change.fields.filter((field) => field !== 'file');
  const word = others.length < change.fields.length ? 'moved' : 'updated';
  const note = others.map((field) => describeUpdate(field, recorded, current)).join('; ');
  return { change: word, ...common, key: current.key, note };
}

function describeUpdate(field: UpdatedField, recorded: ManifestFunction, current: ManifestFunction): string {
  switch (field) {
    case 'options':
      return describeOptions(recorded.options ?? {}, current.options ?? {});
    case 'tags':
      return `tags ${recorded.tags?.join(' ') ?? 'none'} -> ${current.tags?.join(' ') ?? 'none'}`;
    case 'tracks':
      return `tracks ${describeTracks(recorded)} -> ${describeTracks(current)}`;
    case 'result':
      return 'another shape of the result: what is stored is computed anew';
    case 'calls':
    case 'kind':
    case 'isolation':
      return `${field} ${recorded[field] ?? 'none'} -> ${current[field] ?? 'none'}`;
    case 'parameters':
    case 'file':
      return field;
  }
}

/** `nothing` is what no line says; `none` is said. */
function describeTracks({ tracks }: ManifestFunction): string {
  return tracks?.join(', ') ?? 'nothing';
}

function describeOptions(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name] ?? 'none'} -> ${after[name] ?? 'none'}`)
    .join(', ');
}

/** Changes as a table, a line each. */
export function renderChanges(changes: readonly Change[], colors: Palette): string {
  const color: Readonly<Record<ChangeWord, (text: string) => string>> = {
    new: colors.green,
    gone: colors.red,
    changed: colors.red,
    moved: colors.cyan,
    updated: colors.cyan,
  };
  return renderTable(
    changes
      .map(describeChange)
      .map(({ change, id, key, file, note }): readonly Cell[] => [
        { text: change, shown: color[change](change) },
        { text: id, shown: colors.bold(id) },
        { text: key },
        { text: file },
        { text: note, shown: colors.dim(note) },
      ]),
  );
}
