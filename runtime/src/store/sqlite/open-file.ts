import type { DatabaseSync } from 'node:sqlite';
import type { Milliseconds } from '../../units.ts';
import { Query } from './query.ts';
import { FIRST_WAIT, waitForLock } from './wait-for-lock.ts';

/** What is opened, and how. */
export interface FileOptions {
  readonly file: string;
  readonly exclusive: boolean;
  readonly maxBytes: number;
  /** How long to wait for another process that writes. */
  readonly busyTimeout: Milliseconds;
}

/** The tables that a file is opened for. */
export interface Tables {
  /** Whether the file has them. @throws Error where it has others of their names. */
  readonly areIn: (database: DatabaseSync) => boolean;
  /** Statements that make them. */
  readonly statements: string;
}

/** An open file with our tables in it. */
export interface OpenedFile {
  readonly database: DatabaseSync;
  readonly pageSize: number;
  readonly maxPages: number;
}

/** Pages in the write-ahead log after which it is copied into the main file: four times SQLite's own, for fewer waits. */
const LOG_PAGES = 4000;
/** The log's file is cut back to this then. */
const LOG_BYTES = 16 * 1024 * 1024;
/** SQLite's own. */
const DEFAULT_PAGE = 4096;

/** How long a process waits for another one that writes. */
export const BUSY_TIMEOUT: Milliseconds = 5000;

/** In the process's memory: nothing on disk. */
export const IN_MEMORY = ':memory:';

/**
 * Opens the file, and makes file and tables where there are none. A file that is none of ours is left as it is.
 * @throws Error saying what is wrong with the file
 */
export function openFile(options: FileOptions, tables: Tables): OpenedFile {
  const { file, busyTimeout } = options;
  if (file !== IN_MEMORY) assertFolder(file);
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${FIRST_WAIT}`);
    // Several processes may open a new file at once.
    const isNew = waitForLock(busyTimeout, () => !tables.areIn(database));
    waitForLock(busyTimeout, () => setUp(database, options));
    if (isNew) waitForLock(busyTimeout, () => createTables(database, tables));
    return { database, ...setBound(database, options.maxBytes) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function assertFolder(file: string): void {
  // Importing node:fs would cost a start some milliseconds.
  const { existsSync, statSync } = process.getBuiltinModule('node:fs');
  const folder = process.getBuiltinModule('node:path').dirname(file);
  if (!existsSync(folder)) throw new Error(`the folder ${folder} does not exist. Make it first.`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error(`${file} is a folder.`);
}

function setUp(database: DatabaseSync, { exclusive }: FileOptions): void {
  // Before the first access, so that the index of the log is in this process's memory.
  if (exclusive) database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA journal_size_limit = ${LOG_BYTES}`);
  // What may not be written, or belongs to somebody else, is told now and not at the first result.
  database.exec(exclusive ? 'BEGIN EXCLUSIVE; COMMIT' : 'BEGIN IMMEDIATE; COMMIT');
}

function createTables(database: DatabaseSync, { areIn, statements }: Tables): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been faster.
    if (!areIn(database)) database.exec(statements);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function setBound(database: DatabaseSync, maxBytes: number): Pick<OpenedFile, 'pageSize' | 'maxPages'> {
  const pageSize = new Query<readonly [number]>(database, 'PRAGMA page_size').get()?.[0] ?? DEFAULT_PAGE;
  const maxPages = Math.floor(maxBytes / pageSize);
  database.exec(`PRAGMA max_page_count = ${maxPages}`);
  return { pageSize, maxPages };
}
