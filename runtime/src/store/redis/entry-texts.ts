import type { SealedValue } from '../../value/sealing.ts';
import type { WriteRequest } from '../port.ts';
import { renderBody, renderHead, renderList } from './entry-text.ts';

/**
 * Texts of entries of one epoch, and where there is a bound of one function, one after another; nearly all begin as the one
 * before.
 */
export class EntryTexts {
  #last: WriteRequest | undefined;
  #list = '';
  #head = '';

  add(write: WriteRequest): string {
    const last = this.#last;
    const sealed = sealedIn(write);
    if (last === undefined || !beginsLike(write, last)) {
      if (write.dependencies !== last?.dependencies) this.#list = renderList(write.dependencies);
      this.#head = renderHead({ stamp: write.stamp, list: this.#list, sealed, owner: ownerIn(write) });
    }
    this.#last = write;
    return this.#head + renderBody(sealed);
  }
}

function beginsLike(write: WriteRequest, other: WriteRequest): boolean {
  // No list of both, for this is done for each result.
  const one = sealedIn(write);
  const two = sealedIn(other);
  return (
    write.dependencies === other.dependencies &&
    write.stamp.count === other.stamp.count &&
    one.codec === two.codec &&
    one.shape === two.shape &&
    typeof one.payload === typeof two.payload
  );
}

/** What the text says of the function that the entry belongs to: which it is, where it has a bound. */
export function ownerIn({ owner, maxSize }: WriteRequest): string | undefined {
  return maxSize === undefined ? undefined : owner;
}

/** What a store of bytes is given to write. */
export function sealedIn({ value }: WriteRequest): SealedValue {
  // What is written to a store with a sealing is what it sealed.
  return value as SealedValue;
}
