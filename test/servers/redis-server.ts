import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithTests } from './end-with-tests.ts';
import { findPort } from './find-port.ts';

/** A Redis server of the test's own, on a free port of this machine, with its files in a folder of its own. */
export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:40123` */
  readonly url: string;
  /** Where `dump.rdb` stands; removed with the server. */
  readonly folder: string;
  /** Process id of the present server. */
  readonly pid: () => number;
  /** Ends the process at once, as a failure of power would; the files stay. */
  readonly kill: () => Promise<void>;
  /** Stands still and comes back: as a half-open connection, or a machine that is paused. */
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  /** Starts the server again on its port and files; after `kill`. */
  readonly start: () => Promise<void>;
  /** Ends the process and removes its files. */
  readonly stop: () => Promise<void>;
}

/** Whether tests with Redis are left out: `HOLDFAST_TEST_REDIS=skip`. */
export const LEAVES_REDIS_OUT = process.env.HOLDFAST_TEST_REDIS === 'skip';

/** Starts a server that writes no files of its own accord; resolves when it takes connections. */
export async function startRedisServer(...options: readonly string[]): Promise<RedisServer> {
  const binary = findBinary();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-redis-'));
  const port = await findPort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  args.push('--save', '', '--appendonly', 'no', '--enable-debug-command', 'yes', ...options);
  let child = await launch(binary, args);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    folder,
    pid: () => child.pid ?? 0,
    kill,
    signal: (signal) => void child.kill(signal),
    start: async () => {
      child = await launch(binary, args);
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The program: `REDIS_SERVER`, or on PATH; on Debian as root it is installed. @throws Error that says how to get it */
export function findBinary(): string {
  const given = process.env.REDIS_SERVER;
  if (given !== undefined && given !== '') return given;
  const found = findOnPath('redis-server');
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && findOnPath('apt-get') !== undefined) {
    console.error('redis-server is not here; it is installed by apt-get.');
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], { stdio: 'inherit' });
    const installed = findOnPath('redis-server');
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'These tests start Redis: install redis-server, name it in REDIS_SERVER, or leave them out with HOLDFAST_TEST_REDIS=skip.',
  );
}

function findOnPath(name: string): string | undefined {
  const folders = process.env.PATH?.split(delimiter) ?? [];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Starts the process; resolves when it says that it is ready. */
export async function launch(
  binary: string,
  args: readonly string[],
  ready = /Ready to accept connections/,
): Promise<ChildProcess> {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  endWithTests(child);
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    if (ready.test(line)) {
      // Nobody reads on, and a full pipe would hold it up.
      child.stdout.resume();
      return child;
    }
    said.push(line);
  }
  throw new Error(`${binary} ended before it was ready:\n${said.slice(-5).join('\n')}`);
}
