import type { Ask } from './ask.ts';
import { block, draft, nested, pair, recent, second, single } from './cached-rows.ts';

const FUNCTIONS = { single, pair, block, recent, second, draft, nested };

/** What the call gives: pairs of row and version. */
export function callCached({ fn, args: [first, other = first] }: Ask): Promise<readonly number[]> {
  return FUNCTIONS[fn](first, other);
}
