import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPort } from './find-port.ts';
import { findProgram } from './find-program.ts';
import { runServer } from './run-server.ts';

/** A PostgreSQL of the test's own, on a free port of this machine, with its files in a folder of its own. */
export interface PostgresServer {
  /** `postgresql://holdfast@127.0.0.1:40123/postgres` */
  readonly url: string;
  /** Ends the process at once; the files stay. */
  readonly kill: () => Promise<void>;
  /** Starts it again on its port and files; after `kill`. */
  readonly start: () => Promise<void>;
  /** Ends the process and removes its files. */
  readonly stop: () => Promise<void>;
}

/** It does not run as root. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** Makes a database and starts its server; the environment variable `POSTGRES_BIN` may name the program `postgres`. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const found = findProgram({
    name: 'postgres',
    variable: 'POSTGRES_BIN',
    debian: 'postgresql',
    folders: ['/usr/lib/postgresql/*/bin'],
  });
  const binary = realpathSync(found);
  const options = findOwner();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'));
  if (options.uid !== undefined && options.gid !== undefined) chownSync(folder, options.uid, options.gid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'holdfast', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(dirname(binary), 'initdb'), init, { ...options, cwd: folder, stdio: 'pipe' });
  const port = await findPort();
  const settings = ['fsync=off', 'unix_socket_directories=', 'max_connections=50', 'listen_addresses=127.0.0.1'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const status = join(data, 'postmaster.pid');
  const isReady = (): boolean => existsSync(status) && /\nready\s*$/.test(readFileSync(status, 'utf8'));
  const plan = { binary, args, port, options: { ...options, cwd: folder }, isReady };
  let server = await runServer(plan);
  return {
    url: `postgresql://holdfast@127.0.0.1:${port}/postgres`,
    kill: () => server.kill('SIGQUIT'),
    start: async () => {
      server = await runServer(plan);
    },
    stop: async () => {
      await server.kill('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whom it runs as: `postgres` where there is one, else `nobody`; where this is not root, as it is. */
function findOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) };
    } catch {
      // There is no such user; the next one may be there.
    }
  }
  return {};
}

function idOf(kind: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [kind, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
}
