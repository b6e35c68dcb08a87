import type { Contestant, Row } from './row.ts';

/** Makes `count` calls with the row's arguments by turns; the answer is there so that no call can be left out. */
export type Loop = (count: number) => unknown;

/**
 * A loop of its own for one contestant, compiled from text: a loop that several share would be compiled for all of
 * their functions at once, and each would be measured at the speed of the mixture.
 */
export function makeLoop({ calls, columns }: Row, { call }: Contestant): Loop {
  const mask = (columns[0]?.length ?? 0) - 1;
  const args = columns.map((_, i) => `columns[${i}][i & ${mask}]`).join(', ');
  const program = `
    return ${calls === 'async' ? 'async ' : ''}function loop(count) {
      let last;
      for (let i = 0; i < count; i++) last = ${calls === 'async' ? 'await ' : ''}call(${args});
      return last;
    };`;
  return new Function('call', 'columns', program)(call, columns);
}
