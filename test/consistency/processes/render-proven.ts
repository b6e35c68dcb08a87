import type { Proven } from './prove.ts';

/** What a run has shown, in a few lines; a violation with the story of its rows comes last. */
export function renderProven({ tally, faults, violation }: Proven, what: string): string {
  const { reads, missing, hits, misses, changes, commits, rollBacks, acknowledged, failed, late, jumps } = tally;
  const happened = [...faults].toSorted().map(([name, count]) => `${count} ${name}`);
  const share = Math.round((100 * hits) / Math.max(1, hits + misses));
  const lines = [
    `${what}: ${changes} changes, ${commits} commits, ${rollBacks} rollbacks; ${acknowledged} invalidations acknowledged, ${failed} failed, ${late} of them written later; ${[`${jumps} clock jumps`, ...happened].join(', ')}`,
    `${what}: ${reads} reads checked, which lacked ${missing} rows, ${share} % hits, ${violation === undefined ? '0 violations' : '1 violation'}`,
  ];
  if (violation !== undefined) lines.unshift(...violation.story, `VIOLATION: ${violation.problem}`);
  return lines.join('\n');
}
