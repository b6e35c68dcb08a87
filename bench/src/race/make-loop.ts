import type { Called } from './contestant.ts';
import type { Race } from './race.ts';

/** Makes `count` calls with the race's arguments by turns, going on where it stopped; the last call's answer. */
export type Loop = (count: number) => unknown;

/**
 * A loop of its own for one contestant, compiled from text: a loop that several share would be compiled for all of
 * their functions at once, and each would be measured at the speed of the mixture. The text names the contestant, for
 * V8 compiles equal texts once. It answers something, so that no call can be left out.
 */
export function makeLoop({ calls, columns }: Race, { call, who }: Called): Loop {
  const mask = (columns[0]?.length ?? 0) - 1;
  const args = columns.map((_, i) => `column${i}[i & ${mask}]`).join(', ');
  const program = `
    // ${who}
    ${columns.map((_, i) => `const column${i} = columns[${i}];`).join(' ')}
    let at = 0;
    return ${calls === 'async' ? 'async ' : ''}function loop(count) {
      let last;
      const end = at + count;
      for (let i = at; i < end; i++) last = ${calls === 'async' ? 'await ' : ''}call(${args});
      at = end & ${mask};
      return last;
    };`;
  return new Function('call', 'columns', program)(call, columns);
}
