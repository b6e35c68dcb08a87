import type { FunctionSpec } from 'holdfast';
import type { TaggedSubject } from '../bind/bind-comments.ts';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { CacheLine, TagLine, TemplateLine } from '../parse-tag-lines/parse-tag-lines.ts';
import type { Span } from '../span.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { analyzeShape, type TagPlace } from './analyze-shape.ts';
import { buildKey } from './build-key.ts';
import { checkParameters } from './check-parameters.ts';
import { describeSubject } from './describe-subject.ts';
import type { FunctionShape } from './function-shape.ts';
import { inferCalls } from './infer-calls.ts';
import { qualifiedName } from './qualified-name.ts';

/** A function to be cached: what the runtime executes, and what has to be rewritten. */
export interface AnalyzedFunction {
  readonly spec: FunctionSpec;
  readonly shape: FunctionShape;
  /** What messages call it. */
  readonly on: string;
  /** Where messages about its id point: `id=…`, or else `@cache`. */
  readonly idSpan: Span;
}

/** A function that can be cached, or every reason why it cannot. */
export type FunctionAnalysis =
  | { readonly analyzed: AnalyzedFunction }
  | { readonly diagnostics: readonly Diagnostic[] };

/** Makes the spec of a tagged declaration. With any problem at all the function is left as it is. */
export function analyzeFunction(context: AnalysisContext, subject: TaggedSubject): FunctionAnalysis {
  const { lines } = subject;
  const on = describeSubject(context, subject.node);
  const diagnostics = [...subject.diagnostics];
  const first = lines.find(({ tag }) => tag === 'cache') ?? lines.find(({ tag }) => tag === 'key' || tag === 'tag');
  // Nothing but tags of a later version, each refused already.
  if (first === undefined) return { diagnostics };
  const place: TagPlace = { on, tag: first.tag, span: { start: first.start, length: first.length } };
  const shape = analyzeShape(context, subject.node, place);
  if ('code' in shape) return { diagnostics: [...diagnostics, shape] };
  diagnostics.push(...checkLines(lines, on));
  if (first.tag !== 'cache') return { diagnostics };

  const cache = lines.find((line): line is CacheLine => line.tag === 'cache' && !('refused' in line));
  diagnostics.push(...checkParameters(context, shape, on));
  const calls = inferCalls(context, shape.node, place);
  if (typeof calls !== 'string') diagnostics.push(calls);
  const id = cache?.options.id?.name ?? qualifiedName(context.typescript, subject.node);
  if (id === undefined) diagnostics.push(DIAGNOSTICS.noId(place.span, { on }));
  const { fields, diagnostics: ofKey } = buildKey(
    { ...context, shape, on },
    {
      omit: cache?.options.omit ?? [],
      key: lines.find((line): line is TemplateLine => line.tag === 'key' && !('refused' in line)),
      tags: lines.filter((line): line is TemplateLine => line.tag === 'tag' && !('refused' in line)),
    },
  );
  diagnostics.push(...ofKey);
  if (diagnostics.length > 0 || typeof calls !== 'string' || id === undefined || cache === undefined)
    return { diagnostics };
  const { ttl, nulls } = cache.options;
  const spec: FunctionSpec = {
    id,
    kind: kindOf(shape),
    calls,
    ...fields,
    ...(ttl !== undefined && { ttl }),
    ...(nulls !== undefined && { nulls }),
  };
  return { analyzed: { spec, shape, on, idSpan: cache.options.id ?? place.span } };
}

function kindOf(shape: FunctionShape): FunctionSpec['kind'] {
  if (shape.form === 'class-method') return shape.isStatic ? 'static' : 'method';
  return shape.form === 'object-method' ? 'method' : 'function';
}

/** Refuses a line that stands twice, and lines that mean nothing without `@cache`. */
function checkLines(lines: readonly TagLine[], on: string): Diagnostic[] {
  const isCached = lines.some(({ tag }) => tag === 'cache');
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const { tag } = line;
    const isTemplate = tag === 'key' || tag === 'tag';
    // Only @tag may be repeated, with another template each time.
    const name = tag === 'tag' && 'text' in line ? `@tag ${line.text}` : `@${tag}`;
    const isRepeated = seen.has(name) && !(tag === 'tag' && 'refused' in line);
    seen.add(name);
    if (isTemplate && !isCached) return [DIAGNOSTICS.missingPartner(line, { tag, on })];
    return isRepeated ? [DIAGNOSTICS.duplicateTag(line, { line: name, on })] : [];
  });
}
