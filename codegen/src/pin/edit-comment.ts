import { bindComments, type Span, type TaggedSubject } from '@holdfast/transformer';
import type ts from 'typescript';
import type { PinPlan } from './plan-pin.ts';

/** Text to be put in the place of a span. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A file and the function in it that is to be pinned. */
export interface CommentPlace {
  readonly typescript: typeof ts;
  readonly sourceFile: ts.SourceFile;
  /** The value of `id=`, or else `@cache` or `@batch`. */
  readonly idSpan: Span;
}

type TagLine = TaggedSubject['lines'][number];
type CacheLine = Extract<TagLine, { readonly options: object }>;

/** The edits that write a plan into the doc comment of a function, and touch nothing else. */
export function editComment({ typescript, sourceFile, idSpan }: CommentPlace, plan: PinPlan): readonly TextEdit[] {
  const { text } = sourceFile;
  const { subjects } = bindComments(typescript, sourceFile);
  for (const { lines } of subjects) {
    const cache = lines.find((line): line is CacheLine => 'options' in line);
    if (cache === undefined || (cache.options.id ?? cache).start !== idSpan.start) continue;
    return joinEdits([...editOptions(cache, plan), ...editKey(text, { lines, cache }, plan)]);
  }
  throw new Error(`No @cache line was found at ${idSpan.start} of ${sourceFile.fileName}, where the analysis saw one.`);
}

/** One edit for each place: which of two would come first is not for a tool to decide. */
function joinEdits(edits: readonly TextEdit[]): readonly TextEdit[] {
  const places = Map.groupBy(edits, ({ start }) => start);
  return [...places].map(([start, atPlace]) => ({
    start,
    length: atPlace.reduce((sum, { length }) => sum + length, 0),
    text: atPlace.map(({ text }) => text).join(''),
  }));
}

function editOptions(cache: CacheLine, { id, omit = [] }: PinPlan): readonly TextEdit[] {
  const tag = 'parameter' in cache ? cache.parameter : cache;
  const end = tag.start + tag.length;
  const last = cache.options.omit?.at(-1);
  const edits: TextEdit[] = [];
  let added = '';
  if (id !== undefined) {
    if (cache.options.id === undefined) added += ` id=${id}`;
    else edits.push({ start: cache.options.id.start, length: cache.options.id.length, text: id });
  }
  if (omit.length > 0) {
    if (last === undefined) added += ` omit=${omit.join(',')}`;
    else edits.push({ start: last.start + last.length, length: 0, text: omit.map((name) => `,${name}`).join('') });
  }
  // Directly behind `@cache` or `@batch ids`: further on the line there may be prose, or the end of the comment.
  return added === '' ? edits : [{ start: end, length: 0, text: added }, ...edits];
}

interface Comment {
  readonly lines: readonly TagLine[];
  readonly cache: CacheLine;
}

function editKey(text: string, { lines, cache }: Comment, { key }: PinPlan): readonly TextEdit[] {
  if (key === undefined) return [];
  const written = lines.find((line) => line.tag === 'key' && 'text' in line);
  if (written !== undefined && 'text' in written) {
    const start = text.indexOf(written.text, written.start + '@key'.length);
    return [{ start, length: written.text.length, text: key }];
  }
  return insertLine(text, cache, `@key ${key}`);
}

/** Puts a line below the one of `@cache` or `@batch`. A comment that shares its line with code gets a second comment beside it. */
function insertLine(text: string, cache: CacheLine, line: string): readonly TextEdit[] {
  const open = text.lastIndexOf('/**', cache.start);
  const close = text.indexOf('*/', cache.start);
  const lineStart = Math.max(text.lastIndexOf('\n', open), text.lastIndexOf('\r', open)) + 1;
  const indent = text.slice(lineStart, open);
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const cacheLineEnd = cache.start + text.slice(cache.start).search(/[\r\n]|$/);
  const isOneLine = !/[\r\n]/.test(text.slice(open, close));
  const isAlone = /^\s*$/.test(indent) && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(close + 2));
  if (isOneLine && !isAlone) return [{ start: close + 2, length: 0, text: ` /** ${line} */` }];
  if (isOneLine) {
    const inner = text.slice(open + 3, close);
    const start = open + 3 + inner.length - inner.trimStart().length;
    const end = open + 3 + inner.trimEnd().length;
    return [
      { start: open + 3, length: start - open - 3, text: `${eol}${indent} * ` },
      { start: end, length: close - end, text: `${eol}${indent} * ${line}${eol}${indent} ` },
    ];
  }
  const before = text.slice(
    Math.max(text.lastIndexOf('\n', cache.start), text.lastIndexOf('\r', cache.start)) + 1,
    cache.start,
  );
  const margin = /^\s*\**\s*$/.test(before) ? before : `${/^\s*/.exec(before)?.[0] ?? ''} * `;
  if (close >= cacheLineEnd) return [{ start: cacheLineEnd, length: 0, text: `${eol}${margin}${line}` }];
  const contentEnd = cache.start + text.slice(cache.start, close).trimEnd().length;
  return [{ start: contentEnd, length: 0, text: `${eol}${margin}${line}` }];
}
