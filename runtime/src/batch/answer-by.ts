import type { Answer } from './item.ts';

/** What a caller gets; where a value cannot be handed out, that is the item's error. */
export function answerBy(take: () => unknown): Answer {
  try {
    return { value: take() };
  } catch (error) {
    return { error, ofAll: false };
  }
}
