import { parseArgs } from 'node:util';

export interface Arguments {
  /** Names of `--row`, repeatable; none: all rows. A name stands for all rows that begin with it. */
  readonly rows: readonly string[];
  readonly quick: boolean;
  readonly check: boolean;
  /** Measures nothing: judges and draws what results.json has. */
  readonly render: boolean;
}

/** Reads the command line. @throws Error for what it does not know */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      row: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      render: { type: 'boolean', default: false },
    },
  });
  return { rows: values.row, quick: values.quick, check: values.check, render: values.render };
}

/** The rows that were asked for, in the order of the table. @throws Error for a name that stands for none */
export function selectRows(all: readonly string[], asked: readonly string[]): readonly string[] {
  const unknown = asked.find((name) => !all.some((row) => row.startsWith(name)));
  if (unknown !== undefined) throw new Error(`there is no row ${unknown}; rows: ${all.join(', ')}`);
  if (asked.length === 0) return all;
  // A row's own name means this row only, although others may begin with it.
  return all.filter((row) => asked.some((name) => (all.includes(name) ? row === name : row.startsWith(name))));
}
