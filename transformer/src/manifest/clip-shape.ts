import type { ResultShape } from '../analyze/types/describe-shape.ts';

// So that a line of the manifest can still be read in a review.
const LONGEST = 200;

/** The text of a shape as the manifest shows it; a longer one keeps its beginning, and its hash stands for the rest. */
export function clipShape({ text, hash }: ResultShape): string {
  const end = `… #${hash}`;
  return text.length <= LONGEST ? text : text.slice(0, LONGEST - end.length) + end;
}
