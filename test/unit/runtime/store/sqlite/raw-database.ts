import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { onTestFinished } from 'vitest';

/** Somebody else's connection to a file. */
export interface RawDatabase {
  /** Runs statements. */
  exec(text: string): void;
  /** The first row's columns. */
  row(text: string): readonly SQLOutputValue[];
}

/** Opens the file behind the store's back, until the test ends. */
export function openRaw(file: string): RawDatabase {
  const database = new DatabaseSync(file);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return {
    exec: (text) => database.exec(text),
    row: (text) => Object.values(database.prepare(text).get() ?? {}),
  };
}
