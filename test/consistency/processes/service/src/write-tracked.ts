import { invalidateEntity } from 'holdfast';
import { acknowledge, acknowledgeMade } from './acknowledge.ts';
import { rows } from './row-client.ts';
import type { Becomes } from './row-messages.ts';
import { add, announce, coverShown, type OnChange, remove, rename, replace, UnfinishedError } from './row-writers.ts';
import type { RowWriter } from './step.ts';

/** Changes a row by a function that invalidates it, and tells the row server what became of that. */
export async function writeTracked(row: number, by: RowWriter): Promise<void> {
  const made: { change: number | undefined } = { change: undefined };
  const onChange = (change: number): void => {
    made.change = change;
  };
  await acknowledgeMade(made, callWriter(row, by, onChange), [`e:row:${row}`, 'c:row']);
}

/** Calls the function; in a transaction nobody is told of its change. */
export async function callWriter(row: number, by: RowWriter, onChange: OnChange): Promise<unknown> {
  switch (by) {
    case 'rename':
      return rename({ id: row, version: 0 }, onChange);
    case 'announce':
      await rows.write({ row, becomes: 'as before', how: 'announce', covers: coverShown(row), onChange });
      return announce({ id: row, version: 0 });
    case 'add':
      return add({ id: row, version: 0 }, onChange);
    case 'remove':
      return remove(row, onChange);
    case 'replace':
      return replace(row, onChange).catch((error: unknown) => {
        if (!(error instanceof UnfinishedError)) throw error;
      });
  }
}

/** Changes a row and ends the entity and its collection by hand. */
export async function endEntity(row: number, becomes: Becomes): Promise<void> {
  const change = await rows.ask({ do: 'change', row, becomes, covers: { rows: [row] }, how: 'entity' });
  await acknowledge({
    change,
    invalidate: async () => {
      const outcomes = await Promise.allSettled([invalidateEntity('row', row), invalidateEntity('row')]);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  });
}
