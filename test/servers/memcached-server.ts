import { findPort } from './find-port.ts';
import { findProgram } from './find-program.ts';
import { runServer } from './run-server.ts';

/** A Memcached of the test's own, on a free port of this machine. */
export interface MemcachedServer {
  /** `127.0.0.1:40123` */
  readonly address: string;
  /** Ends it; what it held is gone. */
  readonly stop: () => Promise<void>;
  /** Starts it again on its port, empty; after `stop`. */
  readonly start: () => Promise<void>;
}

/** Starts a server; the environment variable `MEMCACHED_SERVER` may name the program. */
export async function startMemcachedServer(...options: readonly string[]): Promise<MemcachedServer> {
  const binary = findProgram({ name: 'memcached', variable: 'MEMCACHED_SERVER', debian: 'memcached' });
  const port = await findPort();
  // As root it wants to be told whom to run as.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const args = ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...user, ...options];
  let server = await runServer({ binary, args, port });
  return {
    address: `127.0.0.1:${port}`,
    stop: () => server.kill(),
    start: async () => {
      server = await runServer({ binary, args, port });
    },
  };
}
