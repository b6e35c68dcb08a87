import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/**
 * Ends the process with the tests that started it, also where they are ended before they could end it themselves: Vitest
 * ends a worker that goes on by a signal, and then waits for whoever has the worker's output open.
 */
export function endWithTests(child: ChildProcess): void {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, endBySignal);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) for (const signal of SIGNALS) process.off(signal, endBySignal);
  });
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

process.once('exit', killAll);

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function endBySignal(signal: NodeJS.Signals): void {
  killAll();
  for (const one of SIGNALS) process.off(one, endBySignal);
  // As if nobody had listened.
  process.kill(process.pid, signal);
}
