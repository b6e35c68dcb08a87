import type ts from 'typescript';

/** A class or table that a tag line names, as the build reads it. */
export interface Model {
  /** What it is called in the tag line: `User`. */
  readonly name: string;
  /** By which its rows are invalidated: the name of its table, `order_items`, or what `@entity` says. */
  readonly entity: string;
  /**
   * Paths from a row to the parts of its primary key, by the names of properties, not of columns:
   * `['orderId', 'productId']`, and `['order.id']` where a relation is a part of it. Never empty.
   */
  readonly id: readonly string[];
  /** The type of one row. */
  readonly row: ts.Type;
  /** `class`: rows are instances of a class; `table`: they are plain; `entity`: the type says `@entity`, not an ORM. */
  readonly rows: 'class' | 'table' | 'entity';
}

/** A model as it stands in the code, before it is known whether all of it can be read. */
export interface ReadableModel extends Pick<Model, 'row' | 'rows'> {
  /** Absent: it has no table of its own. */
  readonly table: TableName | undefined;
  /** Empty where no primary key is to be seen. */
  readonly id: readonly string[];
  /** What of the key is computed at run time, as written. */
  readonly computedKey?: string;
}

/** The name of a table, or the code that computes it at run time. */
export type TableName = { readonly text: string } | { readonly computed: string };
