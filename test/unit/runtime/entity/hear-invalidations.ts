import type { FreshRuntime } from '../compiled-function.ts';

/** What is invalidated from here on, call by call. */
export function hearInvalidations({ runtime }: FreshRuntime): (readonly string[])[] {
  const lists: (readonly string[])[] = [];
  runtime.on('invalidate', ({ dependencies }) => lists.push(dependencies));
  return lists;
}
