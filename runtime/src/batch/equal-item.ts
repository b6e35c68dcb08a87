import type { Item } from './item.ts';

/** A further place of an item that stands there as another object: an answer by item has both. */
export function equalItem<T extends Item>(item: unknown, known: T): T {
  if (item === known.item) return known;
  return {
    ...known,
    item,
    get answer() {
      return known.answer;
    },
  };
}
