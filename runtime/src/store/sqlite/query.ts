import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** A prepared statement. `Row` is the list of its columns; the text of the statement and `Row` stand side by side. */
export class Query<Row extends readonly unknown[] = never> {
  readonly #statement: StatementSync;
  /** Columns by position cost a fifth less than by name; Node 22.15 has only the latter. */
  readonly #givesLists: boolean;

  constructor(database: DatabaseSync, text: string) {
    this.#statement = database.prepare(text);
    this.#givesLists = typeof this.#statement.setReturnArrays === 'function';
    if (this.#givesLists) this.#statement.setReturnArrays(true);
  }

  /** The first row; `undefined` where there is none. */
  get(...values: SQLInputValue[]): Row | undefined {
    const row: unknown = this.#statement.get(...values);
    // A row is what the statement's text says; with names, its fields are in the order of the columns.
    return (this.#givesLists || row === undefined ? row : Object.values(Object(row))) as Row | undefined;
  }

  /** All rows. */
  all(...values: SQLInputValue[]): readonly Row[] {
    const rows: readonly unknown[] = this.#statement.all(...values);
    // As in `get`.
    return (this.#givesLists ? rows : rows.map((row) => Object.values(Object(row)))) as readonly Row[];
  }

  /** Runs it and answers how many rows it changed. */
  run(...values: SQLInputValue[]): number {
    return Number(this.#statement.run(...values).changes);
  }
}
