import { hash } from 'node:crypto';
import type ts from 'typescript';
import { SHALLOWEST, ShapeText } from './shape-text.ts';
import type { TypeContext } from './type-context.ts';

/** The shape of what a call resolves to. */
export interface ResultShape {
  /** `{ id: number; name: string } | null`; says `any` and `unknown` where nothing more is known. */
  readonly text: string;
  /** 16 hex digits of the text's SHA-256. */
  readonly hash: string;
}

// A type that is too large to be written whole is written less deep.
const DEPTHS = [24, 8, 5, 3, SHALLOWEST];

const shapes = new WeakMap<ts.Type, ResultShape>();

// By their texts: the types of a program differ, and many of them look the same (`Row[]`, `Row | null`, `number`).
const shapesByText = new WeakMap<ts.Program, Map<string, ResultShape>>();

/** The shape of a type, for the manifest and for entries. Read once for each type of a program. */
export function describeShape(context: TypeContext, type: ts.Type): ResultShape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const shape = shapeOfText(context, renderShape(context, type));
  shapes.set(type, shape);
  return shape;
}

function shapeOfText({ program }: TypeContext, text: string): ResultShape {
  const ofProgram = shapesByText.get(program) ?? new Map<string, ResultShape>();
  shapesByText.set(program, ofProgram);
  const known = ofProgram.get(text);
  if (known !== undefined) return known;
  const shape = { text, hash: hash('sha256', text).slice(0, 16) };
  ofProgram.set(text, shape);
  return shape;
}

function renderShape(context: TypeContext, type: ts.Type): string {
  for (const depth of DEPTHS) {
    const text = new ShapeText(context, depth).write(type);
    if (text !== undefined) return text;
  }
  return '...';
}
