/** The functions that change rows and say which. Each tells the number of its change when that has been made. */
import { labelsShowing } from './ask.ts';
import { rows } from './row-client.ts';
import type { Covers } from './row-messages.ts';
import type { Row } from './tracked-rows.ts';

/** Is told the number under which the row server knows a change. */
export type OnChange = (change: number) => void;

/** What `replace` fails with when the row has been replaced. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
}

/** What shows the row; on which lists it is, is another matter. */
export function coverShown(row: number): Covers {
  return { rows: [row], keys: labelsShowing(row) };
}

/** @invalidates rows - on which lists a row is, its name does not decide */
export async function rename(row: Row, onChange: OnChange): Promise<Row> {
  await rows.write({ row: row.id, becomes: 'as before', how: 'rename', covers: coverShown(row.id), onChange });
  return row;
}

/** @invalidates rows */
export function announce(row: Row): Row {
  return row;
}

/** @invalidates */
export async function add(row: Row, onChange: OnChange): Promise<readonly Row[]> {
  await rows.write({ row: row.id, becomes: 'there', how: 'add', covers: { rows: [row.id] }, onChange });
  return [row];
}

/** @invalidates row:{r} */
export async function remove(r: number, onChange: OnChange): Promise<void> {
  await rows.write({ row: r, becomes: 'gone', how: 'remove', covers: { rows: [r] }, onChange });
}

/** @invalidates row:{r} */
export async function replace(r: number, onChange: OnChange): Promise<void> {
  await rows.write({
    row: r,
    becomes: r % 2 === 0 ? 'there' : 'gone',
    how: 'replace',
    covers: { rows: [r] },
    onChange,
  });
  throw new UnfinishedError(`row ${r} was replaced, and nobody was told`);
}
