import { type Choice, oneOf } from '../scheduler/choice.ts';
import { type Ask, BLOCK } from './service/src/ask.ts';
import type { ByRow, EndBy, Step } from './service/src/step.ts';

const MOST_CALLS = 12;
const SECOND = 1000;
const BY_ROW: readonly ByRow[] = ['single', 'recent', 'second', 'draft'];
/** How far wall clocks jump; one step in so many. */
const JUMPS = [0, 0, 70, -70, 5 * SECOND, -5 * SECOND, 50 * SECOND, -50 * SECOND, 7200 * SECOND, -7200 * SECOND];
const JUMP_AMONG = 150;

/** The next steps of a worker, over so many rows. */
export function chooseSteps(choice: Choice, count: number, rows: number): readonly Step[] {
  return Array.from({ length: count }, () => chooseStep(choice, rows));
}

function chooseStep(choice: Choice, rows: number): Step {
  if (choice.pick(JUMP_AMONG) === 0) return { kind: 'jump', offset: oneOf(choice, JUMPS) };
  const way = choice.pick(20);
  if (way < 4) return { kind: 'write', row: choice.pick(rows), by: chooseEnd(choice) };
  if (way === 4) return chooseTransaction(choice, rows);
  return { kind: 'read', asks: chooseAsks(choice, 1 + choice.pick(MOST_CALLS), rows) };
}

function chooseTransaction(choice: Choice, rows: number): Step {
  const written = new Set([choice.pick(rows), choice.pick(rows)]);
  const ends = choice.pick(3) === 0 ? 'rollBack' : 'commit';
  return { kind: 'transact', rows: [...written], asks: chooseAsks(choice, choice.pick(5), rows), ends };
}

function chooseEnd(choice: Choice): EndBy {
  const way = choice.pick(30);
  if (way === 0) return { verb: 'all' };
  if (way < 3) return { verb: 'clear', fn: oneOf(choice, BY_ROW) };
  if (way < 5) return { verb: 'private tag' };
  if (way < 8) return { verb: 'key', fn: oneOf(choice, BY_ROW) };
  if (way < 10) return { verb: 'printed key', fn: oneOf(choice, BY_ROW) };
  if (way < 14) return { verb: 'refresh', fn: oneOf(choice, BY_ROW) };
  if (way < 17) return { verb: 'prime', fn: oneOf(choice, BY_ROW) };
  return { verb: 'tag' };
}

function chooseAsks(choice: Choice, count: number, rows: number): readonly Ask[] {
  return Array.from({ length: count }, () => chooseAsk(choice, rows));
}

function chooseAsk(choice: Choice, rows: number): Ask {
  const fn = oneOf(choice, [
    'single',
    'single',
    'single',
    'pair',
    'block',
    'recent',
    'second',
    'draft',
    'nested',
  ] as const);
  if (fn === 'block') return { fn, args: [choice.pick(rows - BLOCK + 1)] };
  const row = choice.pick(rows);
  // Most results of two rows are asked for more than once.
  if (fn === 'pair' || fn === 'nested') return { fn, args: [row, (row + 1 + choice.pick(2)) % rows] };
  return { fn, args: [row] };
}
