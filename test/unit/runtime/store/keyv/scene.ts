import { CLOCK_SKEW, type HeldProcess, HeldRows } from './held-rows.ts';

/** Longer than the clock skew. */
export const PAST = CLOCK_SKEW + 10;

/** What is served after the value `old` was stored. */
export const OLD = { codec: 'data', payload: '"old"' };

export interface Scene {
  readonly rows: HeldRows;
  readonly reader: HeldProcess;
  readonly writer: HeldProcess;
  readonly other: HeldProcess;
}

/** Three processes on rows whose names were used long ago. */
export async function makeScene(): Promise<Scene> {
  const rows = new HeldRows();
  const scene = { rows, reader: rows.open(), writer: rows.open(), other: rows.open() };
  await scene.reader.begin();
  rows.time += PAST;
  return scene;
}
