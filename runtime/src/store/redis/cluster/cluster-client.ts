/**
 * What this store uses of ioredis' `Cluster`, 5 and 6, and of its connections to nodes, written down here so that nothing of
 * it is loaded or needed before a store is opened.
 */

/** One command with its words: `['get', 'hf:{0}/stamp']`. */
export type Command = (string | number)[];

/** One reply of a pipeline. */
export type PipelineReply = readonly [error: Error | null, answer: unknown];

/** ioredis' connection to one node. It is never made anew: where it ends, the cluster makes another one. */
export interface NodeClient {
  readonly options: { readonly host?: string | undefined; readonly port?: number | undefined };
  info(section: string): Promise<string>;
  pipeline(commands: Command[]): { exec(): Promise<readonly PipelineReply[] | null> };
  disconnect(): void;
}

/** An address as a node tells it, and as it is reached from here. */
export type NatMap =
  | Readonly<Record<string, NodeAddress>>
  | ((address: string) => NodeAddress | null | undefined)
  | null
  | undefined;

/** `{ host: '10.0.0.7', port: 6379 }` */
export interface NodeAddress {
  readonly host: string;
  readonly port: number;
}

/** ioredis' client of a cluster: it knows the nodes and who has which slot. */
export interface ClusterClient {
  readonly status: string;
  readonly isCluster: boolean;
  readonly options: { readonly natMap?: NatMap };
  /** For each slot the addresses of its nodes, the primary first. */
  readonly slots: string[][];
  connect(): Promise<void>;
  disconnect(): void;
  duplicate(nodes: never[], options: Readonly<Record<string, unknown>>): ClusterClient;
  nodes(role: 'master' | 'all'): NodeClient[];
  refreshSlotsCache(done: (error?: Error | null) => void): void;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** Whether it is a cluster client of ioredis, by what it can do. */
export function isClusterClient(given: unknown): given is ClusterClient {
  if (typeof given !== 'object' || given === null || Reflect.get(given, 'isCluster') !== true) return false;
  return ['duplicate', 'nodes', 'refreshSlotsCache'].every((name) => typeof Reflect.get(given, name) === 'function');
}
