/** SQLite's result codes that say something about the file: https://sqlite.org/rescode.html */
const REASONS: ReadonlyMap<number, string> = new Map([
  [5, 'another process kept it locked for too long'],
  [8, 'it cannot be written'],
  [10, 'reading or writing the disk failed'],
  [11, 'it is damaged. Delete it: a cache is made anew'],
  [13, 'the disk is full, or maxBytes leaves no room'],
  [14, 'it cannot be opened: see that its folder exists and may be written'],
  [26, 'it is no SQLite database, and is left as it is'],
]);

/** The error with the file's name and what it means for it: `cache.db: it is damaged. … (database disk image is malformed)`. */
export function explain(error: unknown, file: string): Error {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const reason = code === undefined ? undefined : REASONS.get(code);
  return new Error(`${file}: ${reason === undefined ? message : `${reason} (${message})`}`, { cause: error });
}

/** SQLite's primary result code; `undefined` for any other error. */
export function codeOf(error: unknown): number | undefined {
  const code: unknown = Reflect.get(Object(error), 'errcode');
  // The lowest byte is the code proper; those above tell more.
  return typeof code === 'number' ? code & 0xff : undefined;
}
