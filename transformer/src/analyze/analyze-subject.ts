import { isType, type TaggedSubject } from '../bind/bind-comments.ts';
import type { IdPrefix } from '../bind/bind-id-prefix.ts';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { TagLine } from '../parse-tag-lines/tag-line.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { analyzeFunction, type FunctionAnalysis } from './analyze-function.ts';
import { analyzeShape, type TagPlace } from './analyze-shape.ts';
import { analyzeWriter, type WriterAnalysis } from './analyze-writer.ts';
import { checkLines } from './check-lines.ts';
import { describeSubject } from './describe-subject.ts';
import { checkEntityType } from './entities/check-entity-type.ts';
import { isEntityLine } from './entities/entity-index.ts';
import { functionContext } from './function-context.ts';

/** What a tagged declaration came to: a cached function, a writer, or problems; of a type there are no more than these. */
export type SubjectAnalysis = FunctionAnalysis | WriterAnalysis;

/** Analyzes a tagged declaration as what its lines make of it. With any problem at all it is left as it is. */
export function analyzeSubject(context: AnalysisContext, subject: TaggedSubject, idPrefix: IdPrefix): SubjectAnalysis {
  const { node } = subject;
  const on = describeSubject(context, node);
  const isOfType = subject.lines.some(({ tag }) => tag === 'entity');
  const lines = isOfType ? subject.lines.filter(({ tag }) => tag !== 'entity') : subject.lines;
  const diagnostics = subject.diagnostics.slice();
  if (isOfType) diagnostics.push(...checkEntityLines(context, subject, on));
  const first = findFirst(lines);
  if (first === undefined) return { diagnostics };
  const place: TagPlace = { on, tag: first.tag, span: { start: first.start, length: first.length } };
  const shape = analyzeShape(context, node, place);
  if ('code' in shape) return { diagnostics: [...diagnostics, shape] };
  diagnostics.push(...checkLines(lines, on));
  const fn = functionContext(context, shape, on);
  const tagged = { lines, place, idPrefix, diagnostics };
  if (first.tag === 'cache' || first.tag === 'batch') return analyzeFunction(fn, tagged);
  return first.tag.startsWith('invalidates') ? analyzeWriter(fn, tagged) : { diagnostics };
}

/** The line that says what the function is. */
function findFirst(lines: readonly TagLine[]): TagLine | undefined {
  return (
    lines.find(({ tag }) => tag === 'cache' || tag === 'batch') ??
    lines.find(({ tag }) => tag === 'invalidates' || tag === 'invalidatesTag') ??
    lines[0]
  );
}

function checkEntityLines(context: AnalysisContext, { node, lines }: TaggedSubject, on: string): readonly Diagnostic[] {
  const [first, ...others] = lines.filter(({ tag }) => tag === 'entity');
  if (first === undefined) return [];
  if (!isType(context.typescript, node)) return [DIAGNOSTICS.notAType(first, { on })];
  const read = lines.find(isEntityLine);
  return [
    ...others.map((line) => DIAGNOSTICS.duplicateTag(line, { line: '@entity', on })),
    ...(read === undefined ? [] : checkEntityType(context, node, read)),
  ];
}
