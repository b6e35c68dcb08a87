import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DIAGNOSTICS } from '@holdfast/transformer';
import type { StoreDefinition } from 'holdfast';
import { CommandFailure } from '../command-failure.ts';

/** Which store the command line names. */
export interface StoreChoice {
  /** `redis://…`, `rediss://…`, or the path of an SQLite file. */
  readonly store: string | undefined;
  /** The URL leads to a node of a Redis Cluster. */
  readonly cluster?: boolean;
  /** First part of the tables' names in an SQLite file. */
  readonly table?: string;
  /** Absolute; a relative path starts here. */
  readonly directory: string;
}

/** A store that is not open yet. */
export interface ChosenStore {
  /** For messages: a URL without user and password, a path as it was given. */
  readonly shown: string;
  /** Of a file, absolute: errors of the store begin with it. */
  readonly path?: string;
  readonly definition: StoreDefinition;
}

/**
 * The store that is named. What it needs is loaded here, so that no other command waits for it.
 * @throws CommandFailure HF2027, HF2028
 */
export async function chooseStore(choice: StoreChoice): Promise<ChosenStore> {
  const { store } = choice;
  if (store === undefined || store === '') throw new CommandFailure(DIAGNOSTICS.noStore(NOWHERE, {}));
  if (/^rediss?:\/\//i.test(store)) return chooseRedis(store, choice);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(store)?.[1];
  if (scheme !== undefined) throw refuse(`${scheme}://…`, `there is no store for ${scheme}`, KINDS);
  return chooseFile(store, choice);
}

const NOWHERE = { start: 0, length: 0 };
const KINDS = 'Stores are redis:// and rediss:// URLs, and paths of SQLite files.';

async function chooseRedis(store: string, { cluster, table }: StoreChoice): Promise<ChosenStore> {
  const url = parseUrl(store);
  const shown = showUrl(url);
  if (table !== undefined) throw refuse(shown, 'it has no tables', 'Leave out --table, which is for SQLite files.');
  const { redisStore } = await import('holdfast/redis');
  if (cluster !== true) return { shown, definition: redisStore(store) };
  const node = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || 6379) };
  const client = {
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  };
  return { shown, definition: redisStore({ cluster: [node] }, { client }) };
}

function parseUrl(store: string): URL {
  const url = URL.parse(store);
  if (url !== null) return url;
  // It may hold a password.
  throw refuse('the URL of --store', 'it cannot be parsed', 'Write it as redis://user:password@host:6379/0.');
}

function showUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.search = '';
  return shown.href;
}

async function chooseFile(store: string, { cluster, table, directory }: StoreChoice): Promise<ChosenStore> {
  if (cluster === true) throw refuse(store, 'a file is no cluster', `Leave out --cluster. ${KINDS}`);
  const path = resolve(directory, store);
  // The store would make a file where there is none, and a slip of the pen would count as done.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw refuse(store, 'there is no such file', KINDS);
  const { sqliteStore } = await import('holdfast/sqlite');
  return { shown: store, path, definition: sqliteStore(path, table === undefined ? {} : { table }) };
}

function refuse(store: string, reason: string, fix: string): CommandFailure {
  return new CommandFailure(DIAGNOSTICS.badStore(NOWHERE, { store, reason, fix }));
}
