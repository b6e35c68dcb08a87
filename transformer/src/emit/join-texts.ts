/** Joins texts that stand side by side into one; everything else stays as it is, and all in order. */
export function joinTexts<Item extends object>(
  items: readonly (Item | string)[],
  between: string,
): readonly (Item | string)[] {
  const joined: (Item | string)[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (typeof item === 'string' && typeof last === 'string') joined[joined.length - 1] = last + between + item;
    else joined.push(item);
  }
  return joined;
}
