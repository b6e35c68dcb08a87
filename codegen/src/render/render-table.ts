/** A cell: its text, and what a terminal shows in its place, such as the same text in a colour. */
export interface Cell {
  readonly text: string;
  readonly shown?: string;
}

/** Rows as lines whose columns stand below each other, two blanks apart and without blanks at the end. */
export function renderTable(rows: readonly (readonly Cell[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { text }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, text.length);
  }
  const lines = rows.map((row) => {
    const cells = row.map(({ text, shown = text }, column) => {
      const blanks = ' '.repeat((widths[column] ?? 0) - text.length);
      return text === '' ? blanks : shown + blanks;
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
  return lines.map((line) => `${line}\n`).join('');
}
