import type { FunctionSpec } from 'holdfast';
import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { BatchLine } from '../../parse-tag-lines/tag-line.ts';
import type { FunctionContext } from '../function-context.ts';
import type { Parameter } from '../list-parameters.ts';
import { spanOf } from '../span-of.ts';
import { isErrorType } from '../types/is-error-type.ts';
import { readResultType } from '../types/result-type.ts';
import type { Batched } from './batched.ts';
import { checkAnswer } from './check-answer.ts';
import { checkBatchForm } from './check-batch-form.ts';
import { placeOfResult } from './place-of-result.ts';
import { readAnswer } from './read-answer.ts';
import { type Items, readItems } from './read-items.ts';
import { readStoredOfItem } from './stored-of-item.ts';

/** What is known of a function with `@batch` before its types are read. */
export interface BatchFunction {
  readonly line: BatchLine;
  /** A diagnostic where it is not known. */
  readonly calls: FunctionSpec['calls'] | Diagnostic;
}

/** The batched parameter, and what is wrong with the batch; without a parameter nothing more can be told. */
export interface AnalyzedBatch {
  readonly batched: Batched | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the parameter that takes the items, and how the answer tells which result belongs to which of them. */
export function analyzeBatch(fn: FunctionContext, { line, calls }: BatchFunction): AnalyzedBatch {
  const form = checkBatchForm(fn, line, calls);
  const parameter = fn.parameters.find(({ name }) => name === line.parameter.name);
  if (parameter === undefined) return { batched: undefined, diagnostics: [...form, refuseName(fn, line)] };
  const items = readItems(fn, parameter.node);
  if ('because' in items) {
    return { batched: undefined, diagnostics: [...form, refuseParameter(fn, parameter, items.because)] };
  }
  const answer = typeof calls === 'string' ? readBatched(fn, { line, calls, parameter, items }) : undefined;
  const { fields, result, diagnostics = [] } = answer ?? { fields: { answers: 'list' } as const, result: undefined };
  const { max, window } = line.options;
  const batched: Batched = {
    ...parameter,
    item: items.item,
    result,
    fields: {
      items: items.items,
      ...fields,
      ...(max !== undefined && { max }),
      ...(window !== undefined && { window: window.milliseconds }),
    },
  };
  return { batched, diagnostics: [...form, ...diagnostics] };
}

interface ReadFunction {
  readonly line: BatchLine;
  readonly calls: FunctionSpec['calls'];
  readonly parameter: Parameter;
  readonly items: Items;
}

interface ReadBatch extends Pick<Batched, 'result'> {
  readonly fields: Omit<Batched['fields'], 'items'>;
  readonly diagnostics?: readonly Diagnostic[];
}

/** How the answer is put together. */
function readBatched(fn: FunctionContext, { line, calls, parameter, items }: ReadFunction): ReadBatch | undefined {
  const type = readResultType(fn, fn.shape.node, calls);
  if (type === undefined) return undefined;
  const { checker, on, shape } = fn;
  const { by } = line.options;
  const place = placeOfResult(fn, line);
  const answer = readAnswer(fn, type);
  if (answer === undefined) {
    const facts = { on, parameter: parameter.name, type: checker.typeToString(type, shape.node) };
    return refuseAnswer(DIAGNOSTICS.batchAnswer(place, facts));
  }
  const value = checker.getNonNullableType(answer.value);
  if (isErrorType(fn, value)) {
    return refuseAnswer(DIAGNOSTICS.batchErrors(place, { on, type: checker.typeToString(value, shape.node) }));
  }
  const { result, absent } = readStoredOfItem(fn, answer, by?.name);
  return {
    fields: { answers: answer.answers, ...(by && { by: by.name }), ...(absent && { absent }) },
    result,
    diagnostics: checkAnswer(fn, { line, answer, name: parameter.name, item: items.item }),
  };
}

/** Of what is stored nothing else can be told. */
function refuseAnswer(diagnostic: Diagnostic): ReadBatch {
  return { fields: { answers: 'list' }, result: undefined, diagnostics: [diagnostic] };
}

function refuseName(fn: FunctionContext, { parameter }: BatchLine): Diagnostic {
  const { on } = fn;
  const { parameters } = fn;
  const known = parameters.map(({ name }) => name);
  const lists = parameters.filter(({ node }) => 'items' in readItems(fn, node));
  const nearest = nearestName(parameter.name, known) ?? (lists.length === 1 ? lists[0]?.name : undefined);
  return DIAGNOSTICS.unknownBatch(parameter, { on, parameter: parameter.name, known, nearest });
}

function refuseParameter(fn: FunctionContext, { name, node }: Parameter, because: string): Diagnostic {
  const type = fn.checker.typeToString(fn.checker.getTypeAtLocation(node), fn.shape.node);
  return DIAGNOSTICS.batchedNoList(spanOf(fn, node.name), { on: fn.on, parameter: name, type, because });
}
