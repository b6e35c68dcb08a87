import type { User } from '../rows/user.ts';

/** Loads many items, of which some are stored. */
export type LoadMany = (ids: readonly number[]) => Promise<readonly User[]>;

/** A package that keeps items one by one. */
export interface BatchPeer {
  readonly who: string;
  readonly remark: string;
  readonly wrap: (load: LoadMany) => LoadMany;
}

/** A store that gives and takes many at once. */
export interface ManyStore {
  readonly getMany: (keys: readonly string[]) => Promise<readonly (User | undefined | null)[]>;
  readonly setMany: (items: readonly { readonly key: string; readonly value: User }[]) => Promise<unknown>;
}

/** One read, one body call for what is missing, one write. */
export function byMany(load: LoadMany, { getMany, setMany }: ManyStore): LoadMany {
  return async (ids) => {
    const keys = ids.map((id) => `user:${id}`);
    const stored = await getMany(keys);
    const missing = ids.filter((_, i) => stored[i] === undefined || stored[i] === null);
    const loaded = new Map((await load(missing)).map((user) => [user.id, user]));
    await setMany([...loaded.values()].map((value) => ({ key: `user:${value.id}`, value })));
    return ids.map((id, i) => stored[i] ?? present(loaded.get(id)));
  };
}

/** @throws Error where there is none */
export function present(user: User | undefined | null): User {
  if (user === undefined || user === null) throw new Error('every item has a user');
  return user;
}
