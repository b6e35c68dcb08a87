import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { endWithTests } from './end-with-tests.ts';

/** A process that listens on a port of this machine. */
export interface ServerProcess {
  /** Ends it at once, as a failure of power would; resolves when it has ended. */
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
}

/** What is started, and where it listens. */
export interface ServerPlan {
  readonly binary: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly options?: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd'>;
  /** Asked when the port takes connections; absent: then it is ready. */
  readonly isReady?: () => boolean;
}

const TRIES = 400;
const PAUSE = 25;

/** Starts the process; resolves when it is ready. */
export async function runServer({
  binary,
  args,
  port,
  options,
  isReady = () => true,
}: ServerPlan): Promise<ServerProcess> {
  const child = spawn(binary, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  endWithTests(child);
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.splice(0, said.length - 20, chunk.toString()));
  for (let i = 0; i < TRIES; i++) {
    if (hasEnded(child)) break;
    if ((await takesConnections(port)) && isReady()) return { kill: (signal = 'SIGKILL') => end(child, signal) };
    await wait(PAUSE);
  }
  await end(child, 'SIGKILL');
  throw new Error(`${binary} did not come up:\n${said.join('')}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Not yet.
    return false;
  } finally {
    socket.destroy();
  }
}
