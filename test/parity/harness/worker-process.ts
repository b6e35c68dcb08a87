import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Order, SharedStore } from '../process-service/src/worker.ts';

/** A process of the service in `process-service`, until the case ends. */
export interface WorkerProcess {
  /** Tells it one order; resolves to its answer. */
  readonly tell: (order: Order) => Promise<unknown>;
}

/** Starts a process; resolves when its store is open. @param folder that of the built service */
export async function startWorker(folder: string, shared: SharedStore): Promise<WorkerProcess> {
  const child = fork('dist/worker.js', [JSON.stringify(shared)], { cwd: folder, execArgv: [] });
  const exit = once(child, 'exit').then(([code]) => `a process ended with code ${code}`);
  onTestFinished(async () => {
    if (child.kill('SIGKILL')) await exit;
  });
  await answerOf(child, exit);
  return {
    tell: (order) => {
      const answer = answerOf(child, exit);
      child.send(order);
      return answer;
    },
  };
}

async function answerOf(child: ChildProcess, exit: Promise<string>): Promise<unknown> {
  const told = await Promise.race([once(child, 'message'), exit]);
  if (typeof told === 'string') throw new Error(told);
  return told[0].answer;
}
