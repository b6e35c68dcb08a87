import type { Change } from '@holdfast/transformer';
import type { Palette } from './palette.ts';
import { type ChangeWord, describeChange, renderChanges } from './render-changes.ts';
import { renderCount } from './render-count.ts';

/** What a command did to a manifest. */
export interface ManifestUpdate {
  /** Its path, from the folder of the command on. */
  readonly shown: string;
  /** How many functions the code has. */
  readonly functions: number;
  readonly changes: readonly Change[];
  /** Those of the changes that were not written: somebody has to say which key shall hold. */
  readonly open: readonly Change[];
  /** Set where all keys have another namespace now. */
  readonly namespace?: { readonly from: string; readonly to: string };
  readonly isWritten: boolean;
}

/**
 * The table of what changed, what was written, and the commands that settle the rest:
 *
 * ```
 *   changed  findUser  findUser(id) -> findUser(userId)  src/user.ts  id is gone; userId is new
 *
 * holdfast.keys.yaml: 12 functions, up to date but for what changes keys (1 changed).
 *   keep the old key: holdfast keys pin findUser
 *   take the new one: holdfast keys accept findUser
 * ```
 */
export function renderUpdate(update: ManifestUpdate, palette: Palette): string {
  const { shown, functions, changes, open, namespace, isWritten } = update;
  const total = `${shown}: ${renderCount(functions, 'function')}`;
  const table = changes.length === 0 ? '' : `${renderChanges(changes, palette)}\n`;
  if (namespace !== undefined) {
    return `${table}${total}. The namespace was ${namespace.from} and is ${namespace.to}, so all keys are others; nothing was written.
  keep the old keys: set "namespace": ${JSON.stringify(namespace.from)} in the options of the plugin
  take the new ones: holdfast keys accept
`;
  }
  const written = changes.filter((change) => !open.includes(change));
  const did = isWritten ? `written${written.length === 0 ? '' : ` (${countWords(written)})`}` : 'nothing to write';
  if (open.length === 0) return `${table}${total}, ${did}.\n`;
  return `${table}${total}, ${did}. These keys are still recorded as they were (${countWords(open)}):\n${renderCommands(open, changes)}`;
}

/** `2 new, 1 moved` */
function countWords(changes: readonly Change[]): string {
  const counts = new Map<ChangeWord, number>();
  for (const change of changes) {
    const word = describeChange(change).change;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

function renderCommands(open: readonly Change[], changes: readonly Change[]): string {
  const changed = open.flatMap((change) => (change.kind === 'changed' ? [change.current.id] : []));
  const gone = open.flatMap((change) => (change.kind === 'gone' ? [change.recorded.id] : []));
  const hasNew = changes.some(({ kind }) => kind === 'new');
  const lines = [
    ...(changed.length === 0 ? [] : [`keep the old keys: holdfast keys pin ${changed.join(' ')}`]),
    ...(hasNew ? gone.map((id) => `renamed, so keep:  holdfast keys pin ${id}=<new id>`) : []),
    `take what is now:  holdfast keys accept ${[...changed, ...gone].join(' ')}`,
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}
