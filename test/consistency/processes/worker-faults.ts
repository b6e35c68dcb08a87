import { setTimeout as wait } from 'node:timers/promises';
import { type Choice, oneOf } from '../scheduler/choice.ts';
import type { Fault, FaultGroup } from './fault.ts';
import type { WorkerCrew } from './worker-crew.ts';

/** How long a process stands still, in milliseconds. */
const STOPS = [5, 30, 100, 400, 900];
/** Between two faults. */
const PAUSE = 400;

/** What happens to the processes. */
export function workerFaults(crew: WorkerCrew): FaultGroup {
  const faults: readonly Fault[] = [
    {
      name: 'processes killed',
      weight: 1,
      happen: async (choice) => {
        const place = choice.pick(crew.size);
        const name = crew.nameOf(place);
        await crew.replace(place);
        return `${name} is killed`;
      },
    },
    { name: 'processes stopped for a while', weight: 5, happen: (choice) => stop(crew, choice) },
  ];
  return { longestPause: PAUSE, faults };
}

async function stop(crew: WorkerCrew, choice: Choice): Promise<string> {
  const place = choice.pick(crew.size);
  const name = crew.nameOf(place);
  const pause = oneOf(choice, STOPS);
  crew.signal(place, 'SIGSTOP');
  await wait(pause);
  crew.signal(place, 'SIGCONT');
  return `${name} stood still for ${pause} ms`;
}
