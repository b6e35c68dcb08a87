/**
 * One run: processes of a built service over one store, while things go wrong. Truth and history are in a process of
 * their own (row-server.ts), which no fault touches.
 */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Choice, RandomChoice } from '../scheduler/choice.ts';
import type { BuiltService } from './build-service.ts';
import { chooseFault, type FaultGroup } from './fault.ts';
import { redisUnderProof } from './redis-under-proof.ts';
import type { Violation } from './row-history.ts';
import { RowServerProcess } from './row-server-process.ts';
import { sqliteUnderProof } from './sqlite-under-proof.ts';
import type { StoreUnderProof } from './store-under-proof.ts';
import type { Tally } from './tally.ts';
import { WorkerCrew } from './worker-crew.ts';
import { workerFaults } from './worker-faults.ts';

/** One half for functions with tags, the other for those that track. */
const ROWS = 24;
const WORKERS = 4;
/** How often it is looked whether that is enough, in milliseconds. */
const LOOK_EVERY = 200;

/** A run that is to be made. */
export interface Proof {
  readonly service: BuiltService;
  readonly store: 'sqlite' | 'redis';
  readonly seconds: number;
  readonly seed: number;
  /** So many checked reads are enough; absent: all that come in the time. */
  readonly reads?: number | undefined;
}

/** What a run has shown. */
export interface Proven {
  readonly tally: Tally;
  /** How often each fault happened. */
  readonly faults: ReadonlyMap<string, number>;
  readonly violation: Violation | undefined;
}

/** Runs until the time is up, there are reads enough, or something was wrong. */
export async function prove(proof: Proof): Promise<Proven> {
  const folder = mkdtempSync(join(proof.service.folder, 'run-'));
  const socket = join(folder, 'rows.sock');
  const server = await RowServerProcess.start({ socket, rows: ROWS, seed: proof.seed });
  try {
    const store = proof.store === 'sqlite' ? sqliteUnderProof(folder) : await redisUnderProof();
    try {
      return await runOn({ proof, server, socket, store });
    } finally {
      await store.close();
    }
  } finally {
    await server.end();
  }
}

interface Run {
  readonly proof: Proof;
  readonly server: RowServerProcess;
  readonly socket: string;
  readonly store: StoreUnderProof;
}

/** Runs workers and faults; when it resolves or rejects, none of them is left. */
async function runOn({ proof, server, socket, store }: Run): Promise<Proven> {
  const { service, seed } = proof;
  const lost = Promise.withResolvers<Violation>();
  const crew = new WorkerCrew({
    worker: service.worker,
    seed,
    size: WORKERS,
    socket,
    store: store.store,
    targets: store.targets,
    rows: ROWS,
    onLost: (problem) => lost.resolve({ problem, story: [] }),
  });
  const end = new AbortController();
  const faults = new Map<string, number>();
  const groups = [workerFaults(crew), ...store.faults];
  const disturbances = groups.map((group, i) => {
    const choice = new RandomChoice(groups.length * seed + i);
    return disturbUntil(end.signal, { group, choice, faults, note: (text) => server.note(text) });
  });
  const allEnd = Promise.all(disturbances).then(() => undefined);
  try {
    const enough = waitForEnough(end.signal, server, proof);
    const violation = await Promise.race([server.violation, lost.promise, allEnd, enough]);
    const tally = await server.readTally();
    end.abort();
    await allEnd;
    return { tally, faults, violation };
  } finally {
    end.abort();
    await Promise.allSettled(disturbances);
    await crew.end();
  }
}

async function waitForEnough(
  end: AbortSignal,
  server: RowServerProcess,
  { seconds, reads }: Proof,
): Promise<undefined> {
  for (const until = performance.now() + 1000 * seconds; performance.now() < until && !end.aborted; ) {
    await wait(LOOK_EVERY);
    if (reads !== undefined && (await server.readTally()).reads >= reads) return;
  }
}

interface Disturbance {
  readonly group: FaultGroup;
  readonly choice: Choice;
  readonly faults: Map<string, number>;
  readonly note: (text: string) => void;
}

async function disturbUntil(end: AbortSignal, { group, choice, faults, note }: Disturbance): Promise<void> {
  while (!end.aborted) {
    await wait(1 + choice.pick(group.longestPause));
    const { name, happen } = chooseFault(choice, group.faults);
    note(await happen(choice));
    faults.set(name, (faults.get(name) ?? 0) + 1);
  }
}
