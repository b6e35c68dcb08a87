/** Functions of the cases R-… on ids: for each form one that depends on what it gives, and one that invalidates it. */
export const runs = { readUnusable: 0 };

/**
 * @cache
 * @tracks thing id=id
 */
export async function readObject(): Promise<{ id: number }> {
  return { id: 1 };
}

/** @invalidates thing id=id */
export async function writeObject(): Promise<{ id: number }> {
  return { id: 1 };
}

/**
 * @cache
 * @tracks thing id=user_id
 */
export async function readOtherName(): Promise<{ user_id: number }> {
  return { user_id: 123 };
}

/** @invalidates thing id=user_id */
export async function writeOtherName(): Promise<{ user_id: number }> {
  return { user_id: 123 };
}

/**
 * @cache
 * @tracks thing id=id
 */
export async function readList(): Promise<{ id: number }[]> {
  return [{ id: 1 }, { id: 2 }, { id: 3 }];
}

/** @invalidates thing id=id */
export async function writeList(): Promise<{ id: number }[]> {
  return [{ id: 1 }, { id: 2 }, { id: 3 }];
}

/**
 * @cache
 * @tracks thing id=result
 */
export async function readFlat(): Promise<number> {
  return 42;
}

/** @invalidates thing id=result */
export async function writeFlat(): Promise<number> {
  return 42;
}

export interface Membership {
  readonly user_id: number;
  readonly account_id: number;
  readonly group_id: number;
}

/**
 * @cache
 * @tracks membership id=(user_id,account_id)
 */
export async function readComposite(): Promise<Membership> {
  return { user_id: 1, account_id: 2, group_id: 3 };
}

/** @invalidates membership id=(user_id,account_id) */
export async function writeComposite(): Promise<Membership> {
  return { user_id: 1, account_id: 2, group_id: 3 };
}

export class User {
  readonly #half: number;

  constructor(id: number) {
    this.#half = id / 2;
  }

  get id(): number {
    return this.#half * 2;
  }
}

export class PlainUser {
  readonly id = 99;
}

/**
 * @cache isolate=share
 * @tracks thing id=id
 */
export async function readInstance(): Promise<User> {
  return new User(99);
}

/** @invalidates thing id=id */
export async function writeInstance(): Promise<PlainUser> {
  return new PlainUser();
}

/**
 * What it gives is not what its type says.
 * @cache
 * @tracks thing id=id
 */
export async function readUnusable(): Promise<{ id: number }> {
  runs.readUnusable++;
  return JSON.parse('{"id":[1,2,3]}');
}

/** @invalidates thing id=id */
export async function writeUnusable(): Promise<{ id: number }> {
  return JSON.parse('{"id":[1,2,3]}');
}

/**
 * @cache
 * @tracks thing id=id missingId=skip
 */
export async function readSome(): Promise<{ id?: number; name?: string }[]> {
  return [{ id: 1 }, { name: 'x' }, { id: 3 }];
}

/** @invalidates thing id=id missingId=skip */
export async function writeSome(): Promise<{ id?: number; name?: string }[]> {
  return [{ id: 1 }, { name: 'x' }, { id: 3 }];
}

/** @entity thing */
export interface Group {
  readonly id: number;
}

const GROUPS = [{ groups: [{ id: 1 }, { id: 2 }] }, { groups: [{ id: 3 }, { id: 4 }] }];

/**
 * @cache
 * @tracks
 */
export async function readNested(): Promise<{ groups: Group[] }[]> {
  return GROUPS;
}

/** @invalidates */
export async function writeNested(): Promise<{ groups: Group[] }[]> {
  return GROUPS;
}
