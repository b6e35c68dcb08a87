import { ConfigurationError } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import type { SqliteOptions } from './sqlite-store.ts';

const OPTIONS: readonly (keyof SqliteOptions)[] = ['exclusive', 'maxBytes', 'table', 'compressAbove'];
const LEAST_BYTES = 1024 * 1024;
const MOST_BYTES = 1024 ** 4;
/** Bound of a file for which nothing was said. */
export const DEFAULT_BYTES = 1024 ** 3;

/** The options with their defaults. @throws ConfigurationError (HF2001) naming the option */
export function readOptions(file: unknown, options: SqliteOptions): Required<Omit<SqliteOptions, 'compressAbove'>> {
  for (const name of Object.keys(options)) refuseUnknown(name);
  readFileName(file);
  const { exclusive = false, maxBytes = DEFAULT_BYTES, table = 'holdfast' } = options;
  if (typeof exclusive !== 'boolean') {
    throw new ConfigurationError(`exclusive of the SQLite store takes true or false, not ${describe(exclusive)}.`);
  }
  if (!Number.isSafeInteger(maxBytes) || maxBytes < LEAST_BYTES || maxBytes > MOST_BYTES) {
    throw new ConfigurationError(
      `maxBytes of the SQLite store takes a whole number of bytes from ${LEAST_BYTES} to ${MOST_BYTES}, not ${describe(maxBytes)}.`,
    );
  }
  return { exclusive, maxBytes, table: readTableName(table) };
}

/** The path as it is. @throws ConfigurationError (HF2001) */
export function readFileName(file: unknown): string {
  if (typeof file === 'string' && file !== '' && !file.includes('\0')) return file;
  throw new ConfigurationError(`a store takes the path of a file or ':memory:', not ${describe(file)}.`);
}

/** The name stands in statements as it is, so it is one that needs no quotes. @throws ConfigurationError (HF2001) */
export function readTableName(table: unknown): string {
  if (typeof table === 'string' && /^[a-z][a-z0-9_]{0,40}$/i.test(table) && !/^sqlite_/i.test(table)) return table;
  throw new ConfigurationError(
    `table takes up to 41 letters, digits and _, beginning with a letter and not with sqlite_, not ${describe(table)}.`,
  );
}

function refuseUnknown(name: string): void {
  if (OPTIONS.some((known) => known === name)) return;
  const nearest = nearestName(name, OPTIONS);
  throw new ConfigurationError(
    `sqliteStore() has no option ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`} Options: ${OPTIONS.join(', ')}.`,
  );
}

function describe(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : `a ${typeof value}`;
}
