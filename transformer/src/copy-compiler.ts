import type ts from 'typescript';

const copies = new WeakMap<typeof ts, typeof ts>();

/**
 * A compiler whose functions are plain properties. In its own object each of them is a getter, and asking millions of
 * times what kind of node something is would cost twice as much through these. Copied once for each compiler.
 */
export function copyCompiler(typescript: typeof ts): typeof ts {
  const known = copies.get(typescript);
  if (known !== undefined) return known;
  const copy = { ...typescript };
  copies.set(typescript, copy);
  return copy;
}
