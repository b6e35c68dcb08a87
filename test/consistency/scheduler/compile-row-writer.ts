import type { Cache } from '../../../runtime/src/cache.ts';
import type { WriterSpec } from '../../../runtime/src/spec.ts';
import { findRows } from './compile-function.ts';
import type { Version } from './ledger.ts';
import type { World } from './world.ts';

/**
 * How a writer says what it has changed:
 * - `writer`, `sync writer`: its result shows the row.
 * - `named writer`: its parameter names the row.
 * - `failing writer`: the same, and its body fails when the change has been made.
 * - `nameless writer`: its result shows the row, and another one whose id is missing.
 */
export const ROW_WRITERS = ['writer', 'sync writer', 'named writer', 'failing writer', 'nameless writer'] as const;

export type RowWriterKind = (typeof ROW_WRITERS)[number];

/** A function that changes a row and invalidates it. */
export interface RowWriter {
  /** @param changed is told of the version when it is there */
  readonly write: (row: number, changed: (version: Version) => void) => unknown;
}

/** What the body of a failing writer throws. */
export class WriterError extends Error {
  override readonly name = 'WriterError';
}

/** Whether this is a name of a writer. */
export function isRowWriter(name: string): name is RowWriterKind {
  return ROW_WRITERS.some((kind) => kind === name);
}

/** The writers of a process in the form in which the build emits them. */
export function compileRowWriters(world: World, cache: Cache): Readonly<Record<RowWriterKind, RowWriter>> {
  const writers = ROW_WRITERS.map((kind) => [kind, compileRowWriter(world, cache, kind)] as const);
  // There is one for each.
  return Object.fromEntries(writers) as Record<RowWriterKind, RowWriter>;
}

function compileRowWriter(world: World, cache: Cache, kind: RowWriterKind): RowWriter {
  const { runtime } = world.parts;
  const spec = specOf(kind);
  const [writer] = runtime.compileWriters(cache, { abi: 1, file: 'src/writers.ts', namespace: 'app', writers: [spec] });
  if (writer === undefined) throw new Error('compileWriters answers one writer for each spec');
  return {
    write: (row, changed) => {
      const changeRow = (): readonly unknown[] => {
        const version = change(world, row);
        changed(version);
        if (kind === 'failing writer') throw new WriterError(`the writer of row ${row} failed`);
        return [version.row, version.id, ...(kind === 'nameless writer' ? [undefined, version.id] : [])];
      };
      const body = async (): Promise<readonly unknown[]> => {
        // What a transaction writes, nobody else sees before it has invalidated it.
        if (world.context.transaction !== undefined) return changeRow();
        await world.turn();
        const result = changeRow();
        await world.turn();
        return result;
      };
      const finds = (result: unknown): readonly string[] => findRows(world, spec, { shown: result });
      return writer.run(spec.calls === 'sync' ? changeRow : body, row, finds);
    },
  };
}

function specOf(kind: RowWriterKind): WriterSpec {
  const isNamed = kind === 'named writer' || kind === 'failing writer';
  return {
    id: kind.replaceAll(' ', '-'),
    calls: kind === 'sync writer' ? 'sync' : 'async',
    holes: ['row', 'finds()'],
    invalidates: [isNamed ? { entity: 'row', ids: [0] } : { entity: 'row', paths: ['row'] }],
    ...(isNamed ? {} : { finds: 1 }),
  };
}

function change(world: World, row: number): Version {
  const { ledger, context } = world;
  const { transaction } = context;
  const version = transaction === undefined ? ledger.change(row) : ledger.changeWithin(transaction, row);
  world.tell(() => `the body of the writer changes row ${row} to version ${version.number ?? 'of its transaction'}`);
  return version;
}
