/**
 * One run: processes of a built service over one store, while things go wrong. Truth and history are in a process of
 * their own (row-server.ts), which no fault touches.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Choice, RandomChoice } from '../scheduler/choice.ts';
import type { BuiltService } from './build-service.ts';
import { chooseFault, type Fault } from './fault.ts';
import { redisUnderProof } from './redis-under-proof.ts';
import type { Violation } from './row-history.ts';
import { RowServerProcess } from './row-server-process.ts';
import { sqliteUnderProof } from './sqlite-under-proof.ts';
import type { StoreUnderProof } from './store-under-proof.ts';
import type { Tally } from './tally.ts';
import { WorkerCrew } from './worker-crew.ts';
import { workerFaults } from './worker-faults.ts';

const ROWS = 12;
const WORKERS = 4;
/** At most so many milliseconds pass between two faults. */
const LONGEST_PAUSE = 250;

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
  const { service, seed } = proof;
  const socket = join(service.folder, `rows-${proof.store}.sock`);
  const server = await RowServerProcess.start({ socket, rows: ROWS, seed });
  const store = await openStore(proof);
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
  const disturb = (kinds: readonly Fault[], choice: Choice): Promise<void> =>
    disturbUntil(end.signal, { kinds, choice, faults, note: (text) => server.note(text) });
  const groups = [workerFaults(crew), ...store.faults];
  const disturbances = groups.map((kinds, i) => disturb(kinds, new RandomChoice(groups.length * seed + i)));
  const failure = Promise.all(disturbances).then(() => undefined);
  try {
    const violation = await Promise.race([server.violation, lost.promise, failure, waitForEnough(server, proof)]);
    end.abort();
    await failure;
    return { tally: await server.readTally(), faults, violation };
  } finally {
    end.abort();
    await Promise.allSettled(disturbances);
    await crew.end();
    await store.close();
    await server.end();
  }
}

async function openStore({ store, service }: Proof): Promise<StoreUnderProof> {
  return store === 'sqlite' ? sqliteUnderProof(service.folder) : redisUnderProof();
}

async function waitForEnough(server: RowServerProcess, { seconds, reads }: Proof): Promise<undefined> {
  for (let second = 0; second < seconds; second++) {
    await wait(1000);
    if (reads !== undefined && (await server.readTally()).reads >= reads) return;
  }
}

interface Disturbance {
  readonly kinds: readonly Fault[];
  readonly choice: Choice;
  readonly faults: Map<string, number>;
  readonly note: (text: string) => void;
}

async function disturbUntil(end: AbortSignal, { kinds, choice, faults, note }: Disturbance): Promise<void> {
  while (!end.aborted) {
    await wait(1 + choice.pick(LONGEST_PAUSE));
    const { name, happen } = chooseFault(choice, kinds);
    note(await happen(choice));
    faults.set(name, (faults.get(name) ?? 0) + 1);
  }
}
