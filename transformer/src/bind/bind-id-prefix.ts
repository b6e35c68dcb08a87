import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { TagLine } from '../parse-tag-lines/tag-line.ts';
import { findFirstComment } from './find-first-comment.ts';

/** What `@idPrefix` says: a name, nothing, or something that cannot hold, so that the file's ids are not known. */
export type IdPrefix = { readonly name: string } | 'none' | 'refused';

/** The prefix of a file's ids from all `@idPrefix` lines of the file. */
export function bindIdPrefix(
  typescript: typeof ts,
  sourceFile: ts.SourceFile,
  lines: readonly TagLine[],
): { readonly idPrefix: IdPrefix; readonly diagnostics: readonly Diagnostic[] } {
  const [first, ...more] = lines;
  if (first === undefined) return { idPrefix: 'none', diagnostics: [] };
  const start = findFirstComment(typescript, sourceFile);
  const end = start === undefined ? -1 : sourceFile.text.indexOf('*/', start);
  const isPlaced = (line: TagLine): boolean => start !== undefined && line.start > start && line.start < end;
  const diagnostics = lines.flatMap((line) => (isPlaced(line) ? [] : [DIAGNOSTICS.misplacedIdPrefix(line, {})]));
  const repeated = more.filter(isPlaced);
  diagnostics.push(
    ...repeated.map((line) => DIAGNOSTICS.duplicateTag(line, { line: '@idPrefix', on: 'the first comment' })),
  );
  const isRefused = diagnostics.length > 0 || first.tag !== 'idPrefix' || !('prefix' in first);
  return { idPrefix: isRefused ? 'refused' : { name: first.prefix.name }, diagnostics };
}
