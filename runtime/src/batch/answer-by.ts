import type { Sealed } from '../value/sealing.ts';
import type { Answer } from './item.ts';

/** What a caller gets; where a value cannot be handed out, that is the item's error. */
export function answerBy(given: Pick<Sealed, 'take'>): Answer {
  try {
    return { value: given.take() };
  } catch (error) {
    return { error, ofAll: false };
  }
}
