import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands before a server and lets each piece from a client arrive so much later; answers arrive at once. */
export interface SlowProxy {
  /** `redis://127.0.0.1:40123` */
  readonly url: string;
  readonly delay: number;
  /** Bytes in both directions since the last call, once nothing has been on its way for a while. */
  readonly takeBytes: () => Promise<number>;
}

/** @param delay milliseconds that every round trip takes at least */
export async function startSlowProxy(port: number, delay: number): Promise<SlowProxy> {
  let bytes = 0;
  const server = createServer((client) => {
    const upstream = createConnection({ port, host: '127.0.0.1' });
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    client.on('data', (data) => {
      bytes += data.length;
      // Timers of one delay run in the order in which they were set, so the pieces stay in order.
      setTimeout(() => upstream.write(data), delay);
    });
    upstream.on('data', (data) => {
      bytes += data.length;
      client.write(data);
    });
    for (const socket of [client, upstream]) {
      // What ends one side ends the other, and an error is followed by this.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    delay,
    takeBytes: async () => {
      for (let before = -1; before !== bytes; ) {
        before = bytes;
        await sleep(4 * delay);
      }
      const taken = bytes;
      bytes = 0;
      return taken;
    },
  };
}
