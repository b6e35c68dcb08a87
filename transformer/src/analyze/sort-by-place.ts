import type { Diagnostic } from '../diagnostics.ts';

/** In the order of the text; a list of none or one as it is. */
export function sortByPlace(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.length < 2 ? diagnostics : diagnostics.toSorted((a, b) => a.start - b.start);
}
