import type { BatchSpec } from 'holdfast';
import type ts from 'typescript';
import type { FunctionContext } from '../function-context.ts';
import { readFields } from '../types/read-fields.ts';
import { readStructure } from '../types/read-structure.ts';

/** What a batch answers, read from its type. */
export interface AnswerType {
  readonly answers: BatchSpec['answers'];
  /** Of the key of a Map or record. */
  readonly key?: ts.Type;
  /** Of the result of one item, as the body gives it. */
  readonly value: ts.Type;
}

/** `undefined`: nothing in the type tells which result belongs to which item. */
export function readAnswer(fn: FunctionContext, type: ts.Type): AnswerType | undefined {
  if (holdsMore(fn, type)) return undefined;
  const structure = readStructure(fn, type);
  switch (structure.kind) {
    case 'list':
      return { answers: 'list', value: structure.element };
    case 'built-in': {
      const [key, value] = structure.parts;
      const isMap = /^(?:Readonly)?Map$/.test(structure.label);
      return isMap && key !== undefined && value !== undefined ? { answers: 'map', key, value } : undefined;
    }
    case 'object': {
      const { className, fields, indexes } = structure;
      const [index, other] = indexes;
      if (className !== undefined || fields.length > 0 || index === undefined || other !== undefined) return undefined;
      return { answers: 'record', key: index.key, value: index.type };
    }
    default:
      return undefined;
  }
}

/**
 * Whether a list or Map has a field of its own, `User[] & { total: number }`: the answer is put together anew, without it.
 * What a brand is called, `__brand` or a symbol, no value has.
 */
function holdsMore(fn: FunctionContext, type: ts.Type): boolean {
  if (!type.isIntersection()) return false;
  return type.types.some((member) => {
    const { kind } = readStructure(fn, member);
    return kind === 'object' && readFields(fn, member).some(({ name }) => !/^(?:_|\[)/.test(name));
  });
}
