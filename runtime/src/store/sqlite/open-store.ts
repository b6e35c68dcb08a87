import type { Milliseconds } from '../../units.ts';
import type { Sealing } from '../../value/sealing.ts';
import { atomicStore } from '../atomic-store.ts';
import type { Store } from '../port.ts';
import { explain } from './explain.ts';
import { type FileOptions, IN_MEMORY, openFile } from './open-file.ts';
import { rowTables } from './schema.ts';
import { SqliteRows } from './sqlite-rows.ts';
import { WatchedFile } from './watched-file.ts';

/** What a store over a file needs. */
export interface StoreOptions extends FileOptions {
  /** First part of the names of the tables. */
  readonly table: string;
  readonly sealing: Sealing;
  /** The clock by which entries expire. */
  readonly now: () => Milliseconds;
}

interface Opened {
  readonly store: Store;
  /** Absent: nothing that could go away. */
  readonly file: WatchedFile | undefined;
}

interface State {
  opened: Opened | undefined;
  /** What is to be told. */
  news: Error | undefined;
  isDisposed: boolean;
  /** When the running operation began: the clock is read once for each. */
  now: Milliseconds;
}

/**
 * A store over a file. Where the file was removed or replaced, that is told once, as the error of a read or a write, and
 * the file is opened anew.
 * @throws Error saying what is wrong with the file
 */
export function openStore(options: StoreOptions): Store {
  const { file } = options;
  const state: State = { opened: undefined, news: undefined, isDisposed: false, now: options.now() };
  const close = (): void => {
    const { opened } = state;
    state.opened = undefined;
    opened?.store.dispose();
  };
  const use = (): Store => {
    if (state.isDisposed) throw new Error('the store was closed.');
    if (state.opened?.file?.isGone()) {
      state.news = new Error('it was removed or replaced while it was open, and is opened anew.');
      close();
    }
    state.now = options.now();
    state.opened ??= open({ ...options, now: () => state.now });
    return state.opened.store;
  };
  const run = <T>(work: (store: Store) => T): T => {
    try {
      return work(use());
    } catch (error) {
      throw explain(error, file);
    }
  };
  /** For what is no invalidation: those are written all the same. */
  const runOrTell = <T>(work: (store: Store) => T): T =>
    run((store) => {
      const { news } = state;
      state.news = undefined;
      if (news !== undefined) throw news;
      return work(store);
    });
  run(() => undefined);
  return {
    kind: 'sqlite',
    promise: 'strict',
    synchronous: true,
    sealing: options.sealing,
    ...(state.opened?.store.resident !== undefined && { resident: state.opened.store.resident }),
    hit: (key) => {
      const { opened } = state;
      const now = options.now();
      state.now = now;
      // A hit changes nothing: what is wrong is told by the read that follows.
      return opened === undefined || opened.file?.isGoneSince(now) ? undefined : opened.store.hit?.(key);
    },
    read: (requests) => runOrTell((store) => store.read(requests)),
    takeNextStamps: (requests) => runOrTell((store) => store.takeNextStamps(requests)),
    write: (writes) => runOrTell((store) => store.write(writes)),
    invalidate: (dependencies) => run((store) => store.invalidate(dependencies)),
    invalidateKeys: (keys) => run((store) => store.invalidateKeys(keys)),
    sizeOf: (owner) => run((store) => store.sizeOf(owner)),
    dispose: () => {
      state.isDisposed = true;
      close();
    },
  };
}

function open(options: StoreOptions): Opened {
  const rows = new SqliteRows({ ...options, ...openFile(options, rowTables(options.table)) });
  const store = atomicStore('sqlite', rows, options.now);
  if (options.file !== IN_MEMORY) return { store, file: new WatchedFile(options.file) };
  return { store: rows.isExclusive ? { ...store, resident: rows } : store, file: undefined };
}
