import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems give connections ports above these, so that none takes one between here and the start of a server. */
const FIRST = 12_000;
const LAST = 32_000;
const TRIES = 100;

const given = new Set<number>();

/** A port that nobody listens on, and that this process has not been given before. */
export async function findPort(): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`no port between ${FIRST} and ${LAST} is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    // Somebody listens there.
    return false;
  }
}
