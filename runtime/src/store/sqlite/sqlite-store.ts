import { sealBytes } from '../../codec/seal-bytes.ts';
import type { StoreDefinition } from '../port.ts';
import { BUSY_TIMEOUT, IN_MEMORY } from './open-file.ts';
import { openStore } from './open-store.ts';
import { readOptions } from './read-options.ts';
import { sealWithOptions } from './seal-with-options.ts';

/** Options of the SQLite store. */
export interface SqliteOptions {
  /**
   * The file belongs to this process alone: hits take about 0.6 of the time, and another process that opens it is refused.
   * Default `false`: several processes may share the file. A database in memory always belongs to its process alone.
   */
  readonly exclusive?: boolean;
  /** Most bytes of the file, 1 MiB or more; the least recently used entries go out first. Default 1 GiB. */
  readonly maxBytes?: number;
  /** First part of the names of the tables; default `holdfast`. */
  readonly table?: string;
  /** Payloads of more bytes are compressed; absent: none is. */
  readonly compressAbove?: number;
}

/**
 * A store in an SQLite file, by Node's own `node:sqlite`: it outlives the process, and the processes of one machine can
 * share it. Strict, synchronous. The file is made where there is none, with the rights that the process gives new files;
 * beside it stand `…-wal` and `…-shm` while it is open. The folder must be there, on a local disk. Entries expire by the
 * machine's clock; where that is set back by more than a minute, they are not served.
 *
 * Example: `configure({ store: sqliteStore('cache/holdfast.db', { maxBytes: 100_000_000 }) })`.
 *
 * `':memory:'` is a database in the process's memory. Opening fails (StoreUnreachableError, HF3004) for a file that is no
 * database, has tables of another version, or belongs to another process.
 *
 * @throws ConfigurationError (HF2001) naming the option that is not usable.
 */
export function sqliteStore(file = 'holdfast.db', options: SqliteOptions = {}): StoreDefinition {
  const { exclusive, maxBytes, table } = readOptions(file, options);
  const isInMemory = file === IN_MEMORY;
  const sealing = sealBytes({ compressAbove: options.compressAbove });
  return {
    kind: 'sqlite',
    open: ({ now, wallNow, prefix }) =>
      openStore({
        file,
        // Nobody else reaches what is in this process's memory.
        exclusive: exclusive || isInMemory,
        maxBytes,
        table: `${table}_${tablePart(prefix)}`,
        sealing: isInMemory ? sealWithOptions(sealing) : sealing,
        // Entries of a file outlive the process, and processes share them: only the machine's clock is the same for all.
        now: isInMemory ? now : (wallNow ?? now),
        busyTimeout: BUSY_TIMEOUT,
      }),
  };
}

/** Each prefix has tables of its own: its invalidations are nobody else's. */
function tablePart(prefix: string): string {
  if (/^[a-z0-9]{1,40}$/.test(prefix)) return prefix;
  const { hash } = process.getBuiltinModule('node:crypto');
  return `x_${hash('sha256', prefix).slice(0, 32)}`;
}
