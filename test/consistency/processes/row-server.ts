/** The process that knows the truth: `node row-server.ts <socket> <rows> <seed>`. It says 'ready', and tells a violation. */
import { createServer, type Socket } from 'node:net';
import { type Choice, RandomChoice } from '../scheduler/choice.ts';
import { RowHistory, type Violation } from './row-history.ts';
import { hearLines } from './service/src/hear-lines.ts';
import type { News, Question, RowAnswer, RowMessage } from './service/src/row-messages.ts';
import type { Tally } from './tally.ts';

/** What it tells the one who started it. */
export type RowServerNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'violation'; readonly violation: Violation }
  | { readonly kind: 'tally'; readonly tally: Tally };

/** What the one who started it says: something that happened to all, or `undefined` to be told the tally. */
export interface RowServerRequest {
  readonly note: string | undefined;
}

/** One answer to a read in so many is late, by at most so many milliseconds: the version is that of the question. */
const LATE = [
  [8, 15],
  [40, 100],
  [300, 600],
] as const;

const [socketPath = '', rows = '', seed = ''] = process.argv.slice(2);
const history = new RowHistory(Number(rows));
const choice = new RandomChoice(Number(seed));
const counts = new Map<string, { readonly hits: number; readonly misses: number }>();

const server = createServer((socket) => {
  const client = { name: 'somebody' };
  // What is being written when a process is killed has nobody who reads it.
  socket.on('error', () => undefined);
  // Processes say nothing else.
  hearLines(socket, (message) => take(client, socket, message as RowMessage));
});
server.listen(socketPath, () => tell({ kind: 'ready' }));
process.on('disconnect', () => process.exit());
process.on('message', (request) => {
  // Whoever starts it says nothing else.
  const { note } = request as RowServerRequest;
  if (note !== undefined) history.note(note);
  else tell({ kind: 'tally', tally: { ...history.tally, ...sumCounts() } });
});

function tell(news: RowServerNews): void {
  process.send?.(news);
}

function take(client: { name: string }, socket: Socket, message: RowMessage): void {
  if (!('n' in message)) {
    hear(client, message);
    return;
  }
  const answer = JSON.stringify({ n: message.n, value: answerTo(client.name, message) });
  const pause = message.do === 'read' || message.do === 'list' ? pauseOf(choice) : 0;
  if (pause === 0) socket.write(`${answer}\n`);
  else setTimeout(() => socket.write(`${answer}\n`), pause);
}

function pauseOf(random: Choice): number {
  const late = LATE.find(([among]) => random.pick(among) === 0);
  return late === undefined ? 0 : 1 + random.pick(late[1]);
}

function answerTo(by: string, question: Question): RowAnswer['value'] {
  switch (question.do) {
    case 'read':
      return history.read(by, question.row, question.transaction);
    case 'list':
      return history.list(by, question.rows, question.transaction);
    case 'change':
      return history.change(by, question);
    case 'open':
      return history.open(by);
    case 'write':
      history.write(question.transaction, question.row, question.becomes);
      return 0;
    case 'commit':
      return history.commit(question.transaction, question.covers);
    case 'rollBack':
      history.rollBack(question.transaction);
      return 0;
    case 'begin':
      return history.begin(by, question.asked, question.transaction);
  }
}

function hear(client: { name: string }, news: News): void {
  const { name } = client;
  switch (news.do) {
    case 'hello':
      client.name = news.name;
      history.note(`${news.name} starts`);
      return;
    case 'acknowledge':
      history.acknowledge(name, news.change, news.by, news.isLate === true);
      return;
    case 'gave': {
      counts.set(name, news.counts);
      const violation = history.gave(name, news.begun, news.values);
      if (violation !== undefined) tell({ kind: 'violation', violation });
      return;
    }
    case 'jump':
      history.tally.jumps++;
      history.note(`the wall clock of ${name} is ${news.offset} ms from the machine's`);
      return;
    case 'fail':
      tell({ kind: 'violation', violation: { problem: `${name}: ${news.problem}`, story: history.storyOf([]) } });
  }
}

function sumCounts(): Pick<Tally, 'hits' | 'misses'> {
  const all = [...counts.values()];
  const sum = (read: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + read(one), 0);
  return { hits: sum(({ hits }) => hits), misses: sum(({ misses }) => misses) };
}
