import type { Stamp } from '../../../runtime/src/stamp/stamp.ts';
import type { MaybePromise, Reading, Store, WriteRequest } from '../../../runtime/src/store/port.ts';
import type { Scheduler } from './schedule.ts';

/** Whether a request fails: before the store did anything, or after it did all. */
export type Fault = 'none' | 'before' | 'after';

export interface Line {
  readonly scheduler: Scheduler;
  /** Asked for each request. */
  readonly fault: (operation: Operation) => Fault;
}

export type Operation = 'read' | 'takeNextStamps' | 'write' | 'invalidate' | 'invalidateKeys';

/** What a request fails with. */
export class StoreDownError extends Error {
  override readonly name = 'StoreDownError';
}

/**
 * The store at the end of a line: a request travels, the store does its step, the reply travels. Each comes when it
 * comes, also past those that were sent before, as with several connections.
 */
export function slowStore(store: Store, line: Line): Store {
  const { scheduler } = line;
  const ask = async <T>(operation: Operation, step: () => MaybePromise<T>, say: (answer: T) => string): Promise<T> => {
    await scheduler.turn();
    const fault = line.fault(operation);
    const answer = fault === 'before' ? undefined : { value: await step() };
    scheduler.tell(() => (answer === undefined ? `store: ${operation} fails` : `store: ${say(answer.value)}`));
    await scheduler.turn();
    if (answer === undefined || fault === 'after') throw new StoreDownError(`${operation} failed ${fault} the step`);
    return answer.value;
  };
  return {
    kind: 'slow',
    promise: 'strict',
    synchronous: false,
    read: (requests) =>
      ask(
        'read',
        () => store.read(requests),
        (readings) => `reads ${requests.map(({ key }, i) => `${key}: ${describeReading(readings[i])}`).join('; ')}`,
      ),
    takeNextStamps: (requests) =>
      ask(
        'takeNextStamps',
        () => store.takeNextStamps(requests),
        (stamps) => `gives the next stamps, ${stamps.map(describe).join(', ')}`,
      ),
    write: (writes) =>
      ask(
        'write',
        () => store.write(writes),
        (outcomes) => `${writes.map((write, i) => `${outcomes[i]} ${describeWrite(write)}`).join('; ')}`,
      ),
    invalidate: (names) =>
      ask(
        'invalidate',
        () => store.invalidate(names),
        () => `invalidates ${names.join(', ')}`,
      ),
    invalidateKeys: (keys) =>
      ask(
        'invalidateKeys',
        () => store.invalidateKeys(keys),
        () => `invalidates ${keys.join(', ')}`,
      ),
    sizeOf: (owner) => store.sizeOf(owner),
    dispose: () => store.dispose(),
  };
}

/** A store that answers at once, whose invalidations fail now and then. */
export function unreliableStore(store: Store, fault: (operation: Operation) => Fault): Store {
  const guard = <T>(operation: Operation, step: () => T): T => {
    const failure = fault(operation);
    const answer = failure === 'before' ? undefined : { value: step() };
    if (answer === undefined || failure === 'after')
      throw new StoreDownError(`${operation} failed ${failure} the step`);
    return answer.value;
  };
  return {
    ...store,
    invalidate: (names) => guard('invalidate', () => store.invalidate(names)),
    invalidateKeys: (keys) => guard('invalidateKeys', () => store.invalidateKeys(keys)),
  };
}

function describe({ epoch, count }: Stamp): string {
  return `${epoch}/${count}`;
}

function describeReading(reading: Reading | undefined): string {
  if (reading === undefined) return 'nothing';
  const { entry } = reading;
  if (entry === undefined) return `${reading.reason}, present stamp ${describe(reading.stamp)}`;
  return `an entry of stamp ${describe(entry.stamp)}`;
}

function describeWrite({ key, stamp, raisesFloor }: WriteRequest): string {
  return `${key} of stamp ${describe(stamp)}${raisesFloor === true ? ', raising the floor' : ''}`;
}
