/**
 * Bounds of what the built-in codecs carry. They make the time and the stack that a value can cost finite, also where
 * one object stands at many places of a value, which is written out at each of them.
 */

/** Levels of objects and lists within each other; a value that contains itself has no end of them. */
export const MAX_DEPTH = 1_000;

/** Fields and items of a whole value, counted at each place where they stand. */
export const MAX_PARTS = 4_000_000;
