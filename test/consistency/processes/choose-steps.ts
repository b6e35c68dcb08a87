import { type Choice, oneOf } from '../scheduler/choice.ts';
import { type Ask, BLOCK } from './service/src/ask.ts';
import type { ByRow, EndBy, RowWriter, Step } from './service/src/step.ts';

const MOST_CALLS = 12;
const SECOND = 1000;
const BY_ROW: readonly ByRow[] = ['single', 'recent', 'second', 'draft'];
const BY_TRACKED_ROW: readonly ByRow[] = ['named', 'sought'];
/** `rows` is said by the first two: they bring nothing to a list. A transaction covers all that it has changed in one way. */
const WRITERS: readonly RowWriter[] = ['rename', 'announce', 'add', 'remove', 'replace'];
const WRITERS_OF_LISTS: readonly RowWriter[] = ['add', 'remove', 'replace'];
const BECOMES = ['there', 'gone', 'as before'] as const;
/** How far wall clocks jump; one step in so many. */
const JUMPS = [0, 0, 70, -70, 5 * SECOND, -5 * SECOND, 50 * SECOND, -50 * SECOND, 7200 * SECOND, -7200 * SECOND];
const JUMP_AMONG = 150;

/** The next steps of a worker, over so many rows: the first half for functions with tags, the others for those that track. */
export function chooseSteps(choice: Choice, count: number, rows: number): readonly Step[] {
  return Array.from({ length: count }, () => chooseStep(choice, rows / 2));
}

/** @param rows of each half */
function chooseStep(choice: Choice, rows: number): Step {
  if (choice.pick(JUMP_AMONG) === 0) return { kind: 'jump', offset: oneOf(choice, JUMPS) };
  const way = choice.pick(20);
  if (way < 2) return { kind: 'write', row: choice.pick(rows), becomes: 'as before', by: chooseEnd(choice) };
  if (way < 4) {
    const row = rows + choice.pick(rows);
    return { kind: 'write', row, becomes: oneOf(choice, BECOMES), by: chooseTrackedEnd(choice) };
  }
  if (way === 4) return chooseTransaction(choice, rows);
  return { kind: 'read', asks: chooseAsks(choice, 1 + choice.pick(MOST_CALLS), rows) };
}

function chooseTransaction(choice: Choice, rows: number): Step {
  const isTracked = choice.pick(2) === 0;
  const chosen = [...new Set([choice.pick(rows), choice.pick(rows)])];
  const writes = chosen.map((row) => ({ row: rows + row, by: oneOf(choice, WRITERS_OF_LISTS) }));
  const ends = choice.pick(3) === 0 ? 'rollBack' : 'commit';
  // Of the rows that it changes, or of those beside them.
  const chooseAsk = isTracked ? chooseTrackedAsk : chooseTaggedAsk;
  const asks = Array.from({ length: choice.pick(5) }, () => chooseAsk(choice, rows));
  return { kind: 'transact', rows: isTracked ? [] : chosen, writes: isTracked ? writes : [], asks, ends };
}

function chooseEnd(choice: Choice): EndBy {
  const way = choice.pick(30);
  if (way === 0) return { verb: 'all' };
  if (way < 5) return way < 3 ? { verb: 'clear', fn: oneOf(choice, BY_ROW) } : { verb: 'private tag' };
  return chooseKeyEnd(choice, { way, fns: BY_ROW }) ?? { verb: 'tag' };
}

function chooseTrackedEnd(choice: Choice): EndBy {
  const way = choice.pick(30);
  if (way < 3) return way === 0 ? { verb: 'clear', fn: oneOf(choice, BY_TRACKED_ROW) } : { verb: 'entity' };
  const byKey = way % 2 === 0 ? chooseKeyEnd(choice, { way, fns: BY_TRACKED_ROW }) : undefined;
  return byKey ?? { verb: 'writer', writer: oneOf(choice, WRITERS) };
}

/** An end of one key, where the way is one of these. */
function chooseKeyEnd(
  choice: Choice,
  { way, fns }: { readonly way: number; readonly fns: readonly ByRow[] },
): EndBy | undefined {
  if (way < 8) return { verb: 'key', fn: oneOf(choice, fns) };
  if (way < 10) return { verb: 'printed key', fn: oneOf(choice, fns) };
  if (way < 14) return { verb: 'refresh', fn: oneOf(choice, fns) };
  if (way < 17) return { verb: 'prime', fn: oneOf(choice, fns) };
  return undefined;
}

function chooseAsks(choice: Choice, count: number, rows: number): readonly Ask[] {
  return Array.from({ length: count }, () =>
    choice.pick(2) === 0 ? chooseTaggedAsk(choice, rows) : chooseTrackedAsk(choice, rows),
  );
}

function chooseTaggedAsk(choice: Choice, rows: number): Ask {
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
    'shelf',
    'shelf',
    'book',
  ] as const);
  if (fn === 'block' || fn === 'shelf') return { fn, args: [choice.pick(rows - BLOCK + 1)] };
  const row = choice.pick(rows);
  // Most results of two rows are asked for more than once.
  if (fn === 'pair' || fn === 'nested') return { fn, args: [row, (row + 1 + choice.pick(2)) % rows] };
  return { fn, args: [row] };
}

function chooseTrackedAsk(choice: Choice, rows: number): Ask {
  const fn = oneOf(choice, ['named', 'shown', 'sought', 'sought', 'list', 'list', 'page', 'catalog'] as const);
  const first = rows + choice.pick(rows - BLOCK + 1);
  if (fn === 'shown') return { fn, args: [first, first + 1 + choice.pick(BLOCK - 1)] };
  return { fn, args: [fn === 'named' || fn === 'sought' ? rows + choice.pick(rows) : first] };
}
