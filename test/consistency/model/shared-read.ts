import { Gate } from './gate.ts';
import type { Entry } from './node.ts';
import type { Stamp } from './stamp.ts';

/** What a read of the store brought: a valid entry, or the stamp that a computation may take. */
export interface Seen {
  readonly entry: Entry | undefined;
  /** ABSENT where the store could not be reached. */
  readonly stamp: Stamp;
}

/** One tick's read of a key, for all who came before it was sent. */
export class SharedRead {
  sent = false;
  seen: Seen | undefined;
  readonly done = new Gate();
}
