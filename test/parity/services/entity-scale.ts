/** The function of the case X-31. */
export const runs = { search: 0 };

/** @entity user */
export interface User {
  readonly id: number;
  readonly name: string;
}

/**
 * @cache
 * @tracks
 */
export async function search(_text: string): Promise<User> {
  runs.search++;
  return { id: 1, name: 'Ada' };
}
