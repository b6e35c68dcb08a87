import type { Cache } from '../../../runtime/src/cache.ts';
import { findRows } from './compile-function.ts';
import type { Version } from './ledger.ts';
import type { World } from './world.ts';

/** A function that changes a row and invalidates it. */
export interface RowWriter {
  /** @param changed is told of the version when it is there */
  readonly write: (row: number, changed: (version: Version) => void) => unknown;
}

/** A writer in the form in which the build emits it: the entity is found in its result. */
export function compileRowWriter(world: World, cache: Cache, calls: 'sync' | 'async'): RowWriter {
  const { runtime } = world.parts;
  const id = calls === 'sync' ? 'changeNow' : 'change';
  const invalidates = [{ entity: 'row', paths: ['row'] }];
  const spec = { id, calls, holes: ['finds()'], invalidates, finds: 0 };
  const [writer] = runtime.compileWriters(cache, { abi: 1, file: 'src/writers.ts', namespace: 'app', writers: [spec] });
  if (writer === undefined) throw new Error('compileWriters answers one writer for each spec');
  return {
    write: (row, changed) => {
      const changeRow = (): readonly number[] => {
        const version = change(world, row);
        changed(version);
        return [version.row, version.id];
      };
      const body = async (): Promise<readonly number[]> => {
        // What a transaction writes, nobody else sees before it has invalidated it.
        if (world.context.transaction !== undefined) return changeRow();
        await world.turn();
        const result = changeRow();
        await world.turn();
        return result;
      };
      return writer.run(calls === 'sync' ? changeRow : body, (result: unknown) => findRows(world, spec, result));
    },
  };
}

function change(world: World, row: number): Version {
  const { ledger, context } = world;
  const { transaction } = context;
  const version = transaction === undefined ? ledger.change(row) : ledger.changeWithin(transaction, row);
  world.tell(() => `the body of the writer changes row ${row} to version ${version.number ?? 'of its transaction'}`);
  return version;
}
