/** Longer lists are sorted by the platform. */
const FEW = 12;

/**
 * Texts sorted by their code units: the order must be the same on every machine, so no locale may have a part in it. Mostly
 * there are few, and those are inserted one by one: each sort of the platform takes a kilobyte and more for its own use,
 * however short the list is.
 *
 * @param compare another order; absent: by code units
 */
export function sortTexts(texts: readonly string[], compare: (a: string, b: string) => number = byCodeUnits): string[] {
  if (texts.length > FEW) return texts.toSorted(compare);
  const sorted = texts.slice();
  texts.forEach((text, index) => {
    let at = index;
    for (let before = sorted[at - 1]; before !== undefined && compare(before, text) > 0; before = sorted[at - 1]) {
      sorted[at--] = before;
    }
    sorted[at] = text;
  });
  return sorted;
}

export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
