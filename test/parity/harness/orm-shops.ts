import { invalidateEntity } from 'holdfast';
import { onTestFinished } from 'vitest';
import { loadOrm } from './load-orm.ts';
import type { Service } from './load-service.ts';

export interface UserRow {
  readonly id: number;
  readonly name: string;
}

export interface ItemRow {
  readonly order_id: string;
  readonly product_id: number;
  readonly quantity: number;
}

/**
 * What each file of `fixtures/orm/src` exports, whatever its ORM. A database and a session are the ORM's own and are only
 * handed on.
 */
export interface OrmModule extends Service {
  readonly connect: () => Promise<unknown>;
  readonly disconnect: (db: unknown) => Promise<void>;
  readonly fill: (db: unknown) => Promise<void>;
  readonly sessionOf: (db: unknown) => unknown;
  readonly usersOf: (db: unknown) => unknown;
  /** What the ORM itself says at run time: `{ User: ['users', 'id'] }`. */
  readonly describeModels: (db: unknown) => Readonly<Record<string, readonly string[]>>;
  readonly rename: (db: unknown, id: number, name: string) => Promise<void>;
  readonly getUserById: (session: unknown, id: number) => Promise<UserRow | null>;
  readonly getUsersByIds: (session: unknown, ids: readonly number[]) => Promise<UserRow[]>;
  readonly listUsers: (users: unknown) => Promise<UserRow[]>;
  readonly getProductById: (session: unknown, id: number) => Promise<object | null>;
  readonly getByProduct: (session: unknown, productId: number) => Promise<ItemRow | null>;
  readonly getSetting: (session: unknown, code: string) => Promise<object | null>;
  readonly getCities: (session: unknown) => Promise<UserRow[]>;
  readonly renameUser: (session: unknown, id: number, name: string) => Promise<UserRow>;
  readonly setQuantity: (session: unknown, productId: number, quantity: number) => Promise<unknown>;
  readonly addCity: (db: unknown, name: string) => Promise<void>;
  readonly renameCity: (db: unknown, id: number, name: string) => Promise<unknown>;
  readonly removeCity: (db: unknown, id: number) => Promise<unknown>;
  readonly renameInTransaction: (
    db: unknown,
    change: { readonly id: number; readonly name: string; readonly fails: boolean },
  ) => Promise<UserRow>;
}

/** The ORMs, and what ids of their shop begin with. */
export const ORMS = [
  { orm: 'typeorm', prefix: 'typeorm' },
  { orm: 'mikro-orm', prefix: 'mikro' },
  { orm: 'drizzle', prefix: 'drizzle' },
] as const;

/** Compiles and loads the shop of one ORM. */
export function loadShop(orm: string): Promise<OrmModule> {
  return loadOrm<OrmModule>(orm);
}

/** A database with the rows that all cases start with, until the case ends. */
export async function openShop({ connect, disconnect, fill }: OrmModule): Promise<unknown> {
  const db = await connect();
  onTestFinished(() => disconnect(db));
  await fill(db);
  for (const [entity, id] of FILLED) await invalidateEntity(entity, id);
  return db;
}

/**
 * What was written. A store that can only get and set takes the first use of a name that shows in a result only for a
 * change at that time, and the call that met it would be made once more.
 */
const FILLED = [
  ['users', 1],
  ['users', 2],
  ['users', undefined],
  ['products', 101],
  ['order_items', ['order-123', 101]],
  ['order_items', ['order-123', 102]],
  ['cities', 1],
  ['cities', undefined],
] as const;
