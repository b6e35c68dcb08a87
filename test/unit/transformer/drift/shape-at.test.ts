import { expect, it } from 'vitest';
import { shapeAt } from '../../../../transformer/src/drift/shape-at.ts';

it.each<[string, string, string | undefined]>([
  ['{ a: number; b: string }', 'b', 'string'],
  ['{ a?: { b: "x; y" | "}" }; c: [number, { b: 1 }] }', 'a.b', '"x; y" | "}"'],
  ['{ a: { b: Map<string, { c: 1 }> } } | null | undefined', 'a.b', 'Map<string, { c: 1 }>'],
  ['{ a: number } | { a: string }', 'a', undefined],
  ['{ a: number }', 'b', undefined],
  ['number', 'a', undefined],
  ['{ a: number; b: … #0123456789abcdef', 'b', undefined],
])('of %s at %s', (shape, path, expected) => {
  expect(shapeAt(shape, path.split('.'))).toBe(expected);
});
