import { measureApart } from './measure-apart.ts';
import type { Mode } from './mode.ts';
import { poolProcesses } from './pool-processes.ts';
import type { RowResult } from './row.ts';

/** Measures a row in as many processes as it says, one after another; a first look takes one. */
export async function measureRow(name: string, mode: Mode): Promise<RowResult> {
  const first = await measureApart(name, mode);
  const others: RowResult[] = [];
  const processes = mode.quick ? 1 : (first.processes ?? 1);
  while (others.length + 1 < processes) others.push(await measureApart(name, { ...mode, peers: false }));
  return poolProcesses(first, others);
}
