import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { OrderedPipe } from './ordered-pipe.ts';

/** What happens to bytes on their way, in both directions. */
export type Fault =
  | { readonly kind: 'none' }
  /** Each piece arrives so much later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Nothing arrives, and both ends stay connected; a connection that lost something stays so, as TCP skips no bytes. */
  | { readonly kind: 'halfOpen' }
  /** One byte arrives at a time. */
  | { readonly kind: 'drip'; readonly milliseconds: number }
  /** New connections are closed at once. */
  | { readonly kind: 'refuse' };

/** A TCP proxy before a server of the test, whose faults the test chooses. */
export interface FaultyProxy {
  readonly port: number;
  /** From now on, for old and new connections. */
  readonly become: (fault: Fault) => void;
  /** New connections come to this port. */
  readonly leadTo: (port: number) => void;
  /** Ends all connections. */
  readonly cut: () => void;
  /** Bytes and round trips since the last call: how often the client spoke after the server did. */
  readonly takeTraffic: () => Traffic;
  readonly close: () => Promise<void>;
}

export interface Traffic {
  readonly trips: number;
  readonly sent: number;
  readonly received: number;
}

/** One connection through the proxy. */
interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  readonly toClient: OrderedPipe;
  readonly toUpstream: OrderedPipe;
  lastSpoke: 'client' | 'server';
  /** Bytes were lost on the way. */
  isLost: boolean;
}

class Forwarding {
  fault: Fault = { kind: 'none' };
  port: number;
  readonly pairs = new Set<Pair>();
  traffic = { trips: 0, sent: 0, received: 0 };

  constructor(port: number) {
    this.port = port;
  }

  take(client: Socket): void {
    if (this.fault.kind === 'refuse') {
      client.destroy();
      return;
    }
    const upstream = createConnection({ port: this.port, host: '127.0.0.1' });
    const pair: Pair = {
      client,
      upstream,
      toClient: new OrderedPipe(client),
      toUpstream: new OrderedPipe(upstream),
      lastSpoke: 'server',
      isLost: false,
    };
    this.pairs.add(pair);
    client.on('data', (data) => this.#fromClient(pair, data));
    pair.upstream.on('data', (data) => this.#fromServer(pair, data));
    for (const socket of [client, pair.upstream]) {
      socket.setNoDelay(true);
      // What ends one side ends the other, and an error is followed by this.
      socket.on('error', () => undefined);
      socket.on('close', () => this.#end(pair));
    }
  }

  #end(pair: Pair): void {
    this.pairs.delete(pair);
    pair.client.destroy();
    pair.upstream.destroy();
  }

  cut(): void {
    for (const pair of this.pairs) this.#end(pair);
  }

  #fromClient(pair: Pair, data: Buffer): void {
    if (pair.lastSpoke === 'server') this.traffic.trips++;
    pair.lastSpoke = 'client';
    this.traffic.sent += data.length;
    this.#forward(pair, pair.toUpstream, data);
  }

  #fromServer(pair: Pair, data: Buffer): void {
    pair.lastSpoke = 'server';
    this.traffic.received += data.length;
    this.#forward(pair, pair.toClient, data);
  }

  #forward(pair: Pair, pipe: OrderedPipe, data: Buffer): void {
    const { fault } = this;
    if (fault.kind === 'halfOpen') pair.isLost = true;
    if (pair.isLost) return;
    if (fault.kind === 'drip') {
      for (const [at, byte] of data.entries()) pipe.send(Buffer.of(byte), at * fault.milliseconds);
    } else pipe.send(data, fault.kind === 'delay' ? fault.milliseconds : 0);
  }
}

/** Stands before the server that listens on this port of this machine. */
export async function startFaultyProxy(port: number): Promise<FaultyProxy> {
  const forwarding = new Forwarding(port);
  const server = createServer((client) => forwarding.take(client));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return {
    port: address.port,
    become: (fault) => {
      forwarding.fault = fault;
    },
    leadTo: (other) => {
      forwarding.port = other;
    },
    cut: () => forwarding.cut(),
    takeTraffic: () => {
      const { traffic } = forwarding;
      forwarding.traffic = { trips: 0, sent: 0, received: 0 };
      return traffic;
    },
    close: async () => {
      forwarding.cut();
      server.close();
      await once(server, 'close');
    },
  };
}
