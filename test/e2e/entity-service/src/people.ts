import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Gate } from './gate.ts';

/** @entity user */
export interface User {
  id: number;
  name: string;
  team: number;
}

/** The rows are in a file that all processes share; the cache is not. */
const rows = new DatabaseSync('people.db', { timeout: 10_000 });

/** The bodies that have run in this process: `['find 1']`. */
export const ran: string[] = [];

/** Where a body waits when it has read its row. */
export const gate = new Gate();

function read(sql: string, ...values: readonly SQLInputValue[]): User[] {
  return rows
    .prepare(`SELECT id, name, team FROM user WHERE ${sql}`)
    .all(...values)
    .map((row) => ({
      id: Number(row.id),
      name: String(row.name),
      team: Number(row.team),
    }));
}

/**
 * @cache ttl=1h
 * @tracks
 */
export async function find(id: number): Promise<User | null> {
  ran.push(`find ${id}`);
  const [user = null] = read('id = ?', id);
  await gate.pass();
  return user;
}

/**
 * @cache ttl=1h
 * @tracks
 */
export async function listTeam(team: number): Promise<{ users: User[]; total: number }> {
  ran.push(`listTeam ${team}`);
  const users = read('team = ? ORDER BY id', team);
  return { users, total: users.length };
}

/**
 * A text, in which no id can be found.
 * @cache ttl=1h
 * @tracks user:{id}
 */
export async function greet(id: number): Promise<string> {
  ran.push(`greet ${id}`);
  return `Hello ${read('id = ?', id)[0]?.name}`;
}

/** @cache ttl=1h */
export async function motto(): Promise<string> {
  ran.push('motto');
  return 'hold fast';
}

/** @invalidates rows */
export async function rename(id: number, name: string): Promise<User> {
  rows.prepare('UPDATE user SET name = ? WHERE id = ?').run(name, id);
  const [user] = read('id = ?', id);
  if (user === undefined) throw new RangeError(`there is no user ${id}`);
  return user;
}

/** @invalidates */
export async function add(user: User): Promise<User> {
  rows.prepare('INSERT INTO user (id, name, team) VALUES (?, ?, ?)').run(user.id, user.name, user.team);
  return user;
}

/**
 * The row is written when this fails.
 * @invalidates user:{id}
 */
export async function remove(id: number): Promise<void> {
  rows.prepare('DELETE FROM user WHERE id = ?').run(id);
  throw new Error('the mail about it could not be sent');
}
