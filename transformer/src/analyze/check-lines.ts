import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { EntitiesLine, IdOption, PathWord, TagLine } from '../parse-tag-lines/tag-line.ts';

/** Lines that say more of a cached function. */
const OF_CACHED = ['key', 'tag', 'tracks'];

/** Refuses lines that stand twice, lines that mean nothing where nothing is cached, and lines that contradict one another. */
export function checkLines(lines: readonly TagLine[], on: string): Diagnostic[] {
  const isCached = lines.some(({ tag }) => isCaching(tag));
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const line of lines) {
    const { tag } = line;
    const name = nameOfLine(line);
    const isRepeated = name !== undefined && seen.has(name);
    if (name !== undefined) seen.add(name);
    if (OF_CACHED.includes(tag) && !isCached) diagnostics.push(DIAGNOSTICS.missingPartner(line, { tag, on }));
    else if (isRepeated) diagnostics.push(DIAGNOSTICS.duplicateTag(line, { line: name, on }));
  }
  return [...diagnostics, ...checkNone(lines), ...checkWriter(lines, on), ...checkBatched(lines, on)];
}

function isCaching(tag: string): boolean {
  return tag === 'cache' || tag === 'batch';
}

/** What may stand once; `undefined` for a refused line that might be another one each time. */
function nameOfLine(line: TagLine): string | undefined {
  switch (line.tag) {
    case 'tag':
    case 'invalidatesTag':
      return 'text' in line ? `@${line.tag} ${line.text}` : undefined;
    case 'tracks':
    case 'invalidates':
      return 'target' in line ? nameOfEntities(line) : undefined;
    default:
      return `@${line.tag}`;
  }
}

/** The line without what only says how its results count, so that two of these cannot contradict one another. */
function nameOfEntities({ tag, target, id }: EntitiesLine): string {
  const named = id === undefined ? '' : ` id=${renderId(id)}`;
  switch (target.of) {
    case 'types':
      return `@${tag}`;
    case 'none':
      return `@${tag} none`;
    case 'entity':
      return `@${tag} ${target.entity.name}${named}`;
    case 'model':
      return `@${tag} {${target.model.name}}`;
    case 'arguments':
      return `@${tag} ${target.entity.name}:${target.holes.map(({ path }) => `{${path.join('.')}}`).join(',')}`;
  }
}

function renderId(id: IdOption): string {
  const text = ({ path }: PathWord): string => path.join('.');
  if (id.form === 'result') return 'result';
  return id.form === 'path' ? text(id.word) : `(${id.words.map(text).join(',')})`;
}

function checkNone(lines: readonly TagLine[]): Diagnostic[] {
  const tracks = lines.filter(({ tag }) => tag === 'tracks');
  const none = tracks.find((line) => 'target' in line && line.target.of === 'none');
  return none === undefined || tracks.length === 1 ? [] : [DIAGNOSTICS.loneNone(none, { tag: none.tag })];
}

function checkBatched(lines: readonly TagLine[], on: string): Diagnostic[] {
  const batch = lines.find(({ tag }) => tag === 'batch');
  const isCached = lines.some(({ tag }) => tag === 'cache');
  return batch === undefined || !isCached ? [] : [DIAGNOSTICS.batchedCache(batch, { on })];
}

function checkWriter(lines: readonly TagLine[], on: string): Diagnostic[] {
  const cached = lines.find(({ tag }) => isCaching(tag));
  const writes = lines.find(({ tag }) => tag === 'invalidates' || tag === 'invalidatesTag');
  if (cached === undefined || writes === undefined) return [];
  return [DIAGNOSTICS.cachedWriter(writes, { on, tag: writes.tag })];
}
