import type { WriterSpec } from 'holdfast';
import type { IdPrefix } from '../bind/bind-id-prefix.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { TagLine } from '../parse-tag-lines/tag-line.ts';
import type { Span } from '../span.ts';
import type { TagPlace } from './analyze-shape.ts';
import { buildEntities, listIdHoles } from './build-entities.ts';
import { checkRedeclared } from './check-parameters.ts';
import { checkTemplate } from './check-template.ts';
import type { EntityPlan } from './entities/entity-plan.ts';
import type { FunctionContext } from './function-context.ts';
import type { FunctionShape } from './function-shape.ts';
import { fillTemplate, listPaths, pathOf } from './hole-paths.ts';
import { inferCalls } from './infer-calls.ts';
import { prefixed } from './prefixed.ts';
import { qualifiedName } from './qualified-name.ts';
import { readLines } from './read-lines.ts';
import { readResultType } from './types/result-type.ts';

/** A function that invalidates: what the runtime executes, and what has to be rewritten. */
export interface AnalyzedWriter {
  readonly spec: WriterSpec;
  readonly shape: FunctionShape;
  /** How entities are found in its result. */
  readonly plan: EntityPlan | undefined;
  /** What messages call it. */
  readonly on: string;
  /** Where the first of its lines stands. */
  readonly span: Span;
  /** Places of its result of which the types do not tell what they hold. */
  readonly warnings: readonly Diagnostic[];
}

/** A writer, or every reason why it cannot be one. */
export type WriterAnalysis = { readonly writer: AnalyzedWriter } | { readonly diagnostics: readonly Diagnostic[] };

/** What is known of a tagged function before its kind counts. */
export interface TaggedFunction {
  readonly lines: readonly TagLine[];
  readonly place: TagPlace;
  readonly idPrefix: IdPrefix;
  /** Problems that were found already. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes the spec of a function that invalidates. Nothing of it is stored, so neither its parameters nor what it captures
 * is asked for more than its lines name.
 */
export function analyzeWriter(
  fn: FunctionContext,
  { lines, place, idPrefix, diagnostics: before }: TaggedFunction,
): WriterAnalysis {
  const { shape, on } = fn;
  const { invalidates, invalidatedTags } = readLines(lines);
  const diagnostics = [...before, ...checkRedeclared(fn, shape, on)];
  const calls = inferCalls(fn, shape.node, place);
  if (typeof calls !== 'string') diagnostics.push(calls);
  diagnostics.push(...invalidatedTags.flatMap((line) => checkTemplate(fn, line)));
  const paths = [...invalidatedTags.flatMap(({ parts }) => listPaths(parts)), ...listIdHoles(invalidates).map(pathOf)];
  const holes = [...new Set(paths)];
  const type = typeof calls === 'string' ? readResultType(fn, shape.node, calls) : undefined;
  const { tracked, plan, warnings, ...entities } = buildEntities(fn, { lines: invalidates, type, holes });
  diagnostics.push(...entities.diagnostics);
  if (diagnostics.length > 0 || typeof calls !== 'string') return { diagnostics };
  const spec: WriterSpec = {
    id: prefixed(idPrefix, qualifiedName(fn, shape.node)) ?? on,
    calls,
    holes: plan === undefined ? holes : [...holes, 'finds()'],
    invalidates: tracked,
    ...(invalidatedTags.length > 0 && { tags: invalidatedTags.map(({ parts }) => fillTemplate(parts, holes)) }),
    ...(plan !== undefined && { finds: holes.length }),
  };
  return { writer: { spec, shape, plan, on, span: place.span, warnings } };
}
